import io.pgmi.maven.it.AzureIt

def azure = AzureIt.start(basedir)
context.azure = azure
azure.cloud.map(AzureIt.ROLE, azure.application('app', 'NONE'))
def other = azure.application('other', 'NONE')
def principal = { AzureIt.principal(it) }
def trouble = { String kind ->
    def name = 'app-' + kind.toLowerCase()
    def identity = azure.application(name, kind)
    // Not for want of a role.
    azure.cloud.map('as-' + name, identity)
    principal(name)
}
AzureIt.role('as-app-flaky')
def metadata = [AZURE_POD_IDENTITY_AUTHORITY_HOST: azure.cloud.metadataHost()]

def cases = [
    'nobody'       : [[:], [azure: 'true']],
    'wrong-secret' : [principal('app') + [AZURE_CLIENT_SECRET: 'sentinel-wrong'], [:]],
    'wrong-tenant' : [principal('app') + [AZURE_TENANT_ID: 'nowhere.example'], [:]],
    'wrong-client' : [principal('app'), [azureClientId: 'nobody', azure: 'true']],
    'no-tenant'    : [[AZURE_CLIENT_SECRET: AzureIt.SECRET, AZURE_AUTHORITY_HOST: 'http://localhost'], [azure: 'true', azureClientId: 'app']],
    'not-assigned' : [metadata, [azure: 'true', azureClientId: 'app']],
    'no-machine'   : [[:], [azure: 'true', azureClientId: 'machine']],
    'down'         : [principal('app') + [AZURE_AUTHORITY_HOST: 'https://localhost:1/'], [connectAttempts: '2']],
    'busy'         : [trouble('BUSY'), [:]],
    // A fault that passes.
    'flaky'        : [trouble('FLAKY'), [connectAttempts: '2', username: 'as-app-flaky']],
    'broken'       : [trouble('BROKEN'), [:]],
    'garbled'      : [trouble('GARBLED'), [:]],
    'empty'        : [trouble('EMPTY'), [:]],
    'silent'       : [trouble('SILENT'), [timeout: '3s']],
    'stale'        : [trouble('STALE'), [username: 'as-app-stale']],
    'foreign'      : [trouble('FOREIGN'), [username: 'as-app-foreign']],
    'forged'       : [trouble('FORGED'), [username: 'as-app-forged']],
    'wrong-role'   : [principal('other'), [:]],
    'in-clear'     : [principal('app'), [sslMode: 'prefer']],
    // The last one shows that those before it left nothing behind.
    'good'         : [principal('app'), [:]],
]
cases.each { name, given -> azure.module(name, given[0], given[1]) }
return true
