import groovy.json.JsonSlurper
import io.pgmi.maven.it.AzureIt
import io.pgmi.maven.it.ItServer

def azure = context.azure
azure.close()
def log = new File(basedir, 'build.log').text
def role = { String database -> ItServer.query('it_azure_identities_' + database, 'SELECT role FROM login') }
['principal', 'overridden', 'settings', 'project_file', 'verified', 'as_string', 'system', 'assigned', 'workload', 'machine'].each {
    assert role(it) == [AzureIt.ROLE]
}
assert role('standard') == [ItServer.ROLE]

// Nine databases had to be made and one by the command line: three connections each, then one or two to look at the last.
assert azure.door.refusals() == []
assert azure.door.passwords().size() in 31..32
// Each connection with a token of its own, as it was issued.
assert azure.door.passwords() == azure.cloud.issued()
assert azure.cloud.issued().toSet().size() == azure.cloud.issued().size()

assert log.contains('auth = azure (from $AZURE_TENANT_ID')
assert log.contains("-Dpgmi.auth=standard uses the password instead.")
// Nothing secret, and nothing that the SDK says of itself.
azure.cloud.issued().each { assert !log.contains(it) }
assert !log.contains('sentinel')
['[Managed Identity]', 'Azure Identity =>', 'Correlation I', 'Sending token request'].each { assert !log.contains(it) }

def report = new JsonSlurper().parse(new File(basedir, 'target/pgmi/connection.json'), 'UTF-8')
assert report.outcome == 0
assert report.server.user == AzureIt.ROLE
assert report.fields.azureClientId == [value: 'app', origin: '-Dpgmi.azureClientId', overrode: ['$AZURE_CLIENT_ID in .env']] ||
    report.fields.azureClientId.value == 'app'
return true
