import io.pgmi.maven.it.BuildFailures
import io.pgmi.maven.it.ItServer

def cloud = context.google.cloud
cloud.close()
def log = new File(basedir, 'build.log').text
def failures = BuildFailures.of(basedir)
def failed = failures.&expect
failed('nobody', 11, 'auth provider \'google\' has no credentials for deployer@shop.iam on shop:europe-west1:main:3307',
        '$GOOGLE_APPLICATION_CREDENTIALS (not set)', 'gcloud auth application-default login')
failed('revoked', 11, 'credentials: no token for service account deployer@shop.iam.gserviceaccount.com', 'Invalid JWT Signature')
failed('no-key', 10, '3 problems', "googleInstance 'shop' (<googleInstance> in pom.xml)", "username 'postgres'",
        "'/nowhere.json'")
failed('token-busy', 11, '503', 'token service')
failed('token-down', 11, 'Connection refused', 'Tried 2 times')
failed('expired', 11, 'Admin API: 401')
failed('region', 11, 'Admin API:', 'region', 'gcloud sql instances describe main')
failed('gone', 11, 'Admin API: 404', 'gcloud sql instances list --project=shop')
failed('disabled', 11, 'Admin API: 403', 'gcloud services enable sqladmin.googleapis.com --project=disabled')
failed('denied', 11, 'Admin API: 403', 'roles/cloudsql.client')
failed('garbled', 11, 'Admin API:', 'not what the Cloud SQL Admin API answers')
failed('broken', 11, 'Admin API: 503')
failed('impostor', 11, 'network: who answers at')
failed('mute', 16, "auth provider 'google'")
failed('admin-down', 11, 'Admin API: no answer', 'sqladmin.googleapis.com')
failed('wrong-role', 11, 'Cloud SQL IAM service account authentication failed', 'cloudsql.iam_authentication=on',
        'gcloud sql users create deployer@shop.iam --instance=main')
assert !failures.isThere('flaky')
assert ItServer.query('it_google_failures_flaky', 'SELECT role FROM login') == ['deployer@shop.iam']
assert !failures.isThere('good')
assert ItServer.query('it_google_failures_good', 'SELECT role FROM login') == ['deployer@shop.iam']
assert !log.contains('sentinel-')
assert !log.contains('PRIVATE KEY')
assert !log.contains('com.google.api.client.http.HttpRequest execute')
return true
