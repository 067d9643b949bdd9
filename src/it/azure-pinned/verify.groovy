import io.pgmi.maven.it.AzureIt
import io.pgmi.maven.it.ItServer

def azure = context.azure
azure.close()
assert ItServer.query('it_azure_pinned_orders', 'SELECT role FROM login') == [AzureIt.ROLE]
assert ItServer.query('it_azure_pinned_billing', 'SELECT role FROM login') == ['machine-role']
assert azure.door.refusals() == []
assert azure.door.passwords().toSet() == azure.cloud.issued().toSet()
assert azure.door.passwords().toSet().size() == azure.door.passwords().size()
def log = new File(basedir, 'build.log').text
azure.cloud.issued().each { assert !log.contains(it) }
assert !log.contains('sentinel')
assert !log.contains("deprecated property")
['[Managed Identity]', 'Azure Identity =>', 'Correlation I', 'Sending token request'].each { assert !log.contains(it) }
return true
