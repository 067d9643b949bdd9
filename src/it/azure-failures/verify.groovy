import io.pgmi.maven.it.AzureIt
import io.pgmi.maven.it.BuildFailures
import io.pgmi.maven.it.ItServer

def azure = context.azure
azure.close()
def log = new File(basedir, 'build.log').text
def failures = BuildFailures.of(basedir)
def failed = failures.&expect
def entra = azure.cloud.authorityHost()
failed('nobody', 11, "auth provider 'azure' has no credentials for shop-deployer on localhost:", "credentials: none for the first identity that Azure's SDK finds",
        '- EnvironmentCredential authentication unavailable', '- ManagedIdentityCredential authentication unavailable',
        "run 'az login'")
failed('wrong-secret', 11, 'token: ' + entra, 'AADSTS7000215', 'app ($AZURE_CLIENT_ID', 'secret from $AZURE_CLIENT_SECRET',
        "the secret's value, not its id")
failed('wrong-tenant', 11, "AADSTS90002: Tenant 'nowhere.example' not found", 'Correct azureTenantId')
failed('wrong-client', 11, 'AADSTS700016', 'nobody (<azureClientId> in pom.xml)', 'Correct azureClientId')
failed('no-tenant', 10, '2 problems', 'which needs azureTenantId (or $AZURE_TENANT_ID)', 'must begin with https://')
failed('not-assigned', 11, 'answered 400 (Identity not found)', 'az vm identity assign')
failed('no-machine', 11, 'network: no answer from http://localhost:1/', 'Is this a machine of Azure')
failed('down', 11, 'network: no answer from https://localhost:1/', 'Connection refused', 'Tried 2 times')
failed('busy', 11, 'answered 503 (AADSTS90033', 'try again later')
failed('broken', 11, 'answered 500')
failed('garbled', 11, 'answered 200', 'log-in page')
failed('empty', 11, 'answered 200')
// On a busy machine the run's own time limit comes first; either ends it, and says what did not answer.
failures.message('silent').contains('outcome 16:') ? failed('silent', 16, "the time limit was over before auth provider 'azure'")
    : failed('silent', 11, 'network: no answer from ' + entra, 'Read timed out')
['stale', 'foreign', 'forged'].each {
    failed(it, 11, 'password authentication failed for user "as-app-' + it + '" (SQLSTATE 28P01)', "auth provider 'azure'",
            'application app-' + it + ', object id oid-app-' + it,
            "pgaadauth_create_principal_with_oid('as-app-" + it + "', 'oid-app-" + it + "', 'service', false, false)")
}
failed('wrong-role', 11, 'application other, object id oid-other', 'pgaadauth_list_principals(false)')
failed('in-clear', 10, 'sslMode prefer (<sslMode> in pom.xml)', 'in clear')
assert azure.door.refusals() == ['expired', 'audience https://vault.azure.net', 'signature', 'role shop-deployer is not of oid-other']
// The server refused it, but nobody should have to find out why.
assert log =~ /\[WARNING\] The token of auth provider 'azure' expired at/

assert !failures.isThere('flaky')
assert ItServer.query('it_azure_failures_flaky', 'SELECT role FROM login') == ['as-app-flaky']
assert !failures.isThere('good')
assert ItServer.query('it_azure_failures_good', 'SELECT role FROM login') == [AzureIt.ROLE]
azure.cloud.issued().each { assert !log.contains(it) }
assert !log.contains('sentinel')
['[Managed Identity]', 'Azure Identity =>', 'Correlation I', 'Sending token request'].each { assert !log.contains(it) }
return true
