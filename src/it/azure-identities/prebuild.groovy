import io.pgmi.maven.it.AzureIt
import io.pgmi.maven.it.ItServer

def azure = AzureIt.start(basedir)
context.azure = azure
def app = azure.application('app', 'NONE')
azure.cloud.map(AzureIt.ROLE, app)
def metadata = [AZURE_POD_IDENTITY_AUTHORITY_HOST: azure.cloud.metadataHost()]
def appService = [IDENTITY_ENDPOINT: azure.cloud.identityEndpoint(), IDENTITY_HEADER: azure.cloud.IDENTITY_HEADER]
// All are allowed in as one role: what differs is how they prove who they are.
def same = { it.getClass().newInstance(it.tenant(), it.clientId(), app.objectId(), it.secret(), it.trouble()) }
azure.cloud.ofMachine(same(azure.managed('system')))
azure.cloud.add(same(azure.managed('assigned')))
azure.cloud.add(same(azure.workload('workload', 'sentinel.federated.token')))
new File(basedir, 'federated.token').text = 'sentinel.federated.token'
new File(basedir, 'servers.xml').text = """<settings><servers><server><id>entra</id>
  <username>${AzureIt.ROLE}</username>
  <configuration><azureClientSecret>${AzureIt.SECRET}</azureClientSecret><azureClientId>app</azureClientId></configuration>
</server></servers></settings>"""
def wrong = AzureIt.principal('app') + [AZURE_TENANT_ID: 'wrong', AZURE_CLIENT_ID: 'wrong']
def real = URI.create(ItServer.connect('postgres').metaData.URL.substring('jdbc:'.length()))
ItServer.createDatabase('it_azure_identities_standard')

def modules = [
    // The three variables are enough.
    'principal'   : [AzureIt.principal('app'), [:]],
    'overridden'  : [wrong, [azure: 'true', azureTenantId: AzureIt.TENANT, azureClientId: 'app']],
    'settings'    : [[:], [azure: 'true', azureTenantId: AzureIt.TENANT, serverId: 'entra', username: '']],
    'project-file': [AzureIt.principal('app'), [azure: '']],
    'verified'    : [AzureIt.principal('app'), [sslMode: 'verify-full',
                       sslRootCert: azure.cloud.rootCertificate(basedir.toPath()).toString()]],
    'as-string'   : [AzureIt.principal('app'), [host: '', port: '', username: '',
                       connection: "postgresql://${AzureIt.ROLE}@localhost:${azure.door.port()}/postgres?sslmode=require".toString()]],
    'system'      : [appService, [azure: 'true']],
    'assigned'    : [metadata, [azure: 'true', azureClientId: 'assigned']],
    'workload'    : [[AZURE_FEDERATED_TOKEN_FILE: new File(basedir, 'federated.token').path, AZURE_CLIENT_ID: 'workload',
                       AZURE_TENANT_ID: AzureIt.TENANT], [auth: 'azure']],
    // Detection switched off.
    'standard'    : [AzureIt.principal('app') + [PGPASSWORD: ItServer.PASSWORD],
                     [auth: 'standard', host: real.host, port: real.port.toString(), username: ItServer.ROLE]],
]
modules.each { name, given -> azure.module(name, given[0], given[1]) }
new File(basedir, 'project-file/src/main/pgmi/pgmi.yaml').text =
    "connection:\n  auth_method: azure\n  azure_tenant_id: wrong\n  azure_client_id: wrong\n"
ItServer.connect('it_azure_identities_standard').withCloseable {
    it.createStatement().execute('GRANT CREATE ON SCHEMA public TO ' + ItServer.ROLE)
}

azure.environment('machine', metadata + [PGPORT: azure.door.port().toString(), PGUSER: AzureIt.ROLE,
    PGDATABASE: 'it_azure_identities_machine'])
new File(basedir, 'machine/deploy.sql').text = 'CREATE TABLE login AS SELECT current_user::text AS role;\n'
azure.environment('other', AzureIt.principal('nobody') + [PGPORT: azure.door.port().toString(), PGUSER: AzureIt.ROLE,
    PGDATABASE: 'it_azure_identities_machine'])
return true
