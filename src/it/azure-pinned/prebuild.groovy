import io.pgmi.maven.it.AzureIt

def azure = AzureIt.start(basedir)
context.azure = azure
azure.cloud.map(AzureIt.ROLE, azure.application('app', 'NONE'))
// One on a virtual machine, one in App Service: what either has in its environment must not reach the other.
azure.cloud.ofMachine(azure.managed('machine'))
AzureIt.role('machine-role')
azure.cloud.map('machine-role', azure.managed('machine'))
azure.module('orders', AzureIt.principal('app'), [:])
azure.module('billing', [IDENTITY_ENDPOINT: azure.cloud.identityEndpoint(), IDENTITY_HEADER: azure.cloud.IDENTITY_HEADER],
    [username: 'machine-role'])
return true
