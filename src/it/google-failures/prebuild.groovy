import io.pgmi.maven.it.GoogleIt

def google = GoogleIt.start(basedir)
context.google = google
google.role('deployer@shop.iam')
def account = google.cloud.serviceAccount('deployer@shop.iam.gserviceaccount.com')
def key = { url -> account.keyFile(basedir.toPath(), url).toString() }
def good = [GOOGLE_APPLICATION_CREDENTIALS: key(google.cloud.tokenUrl())]
def stranger = google.cloud.strangersAccount('deployer@shop.iam.gserviceaccount.com')
        .keyFile(basedir.toPath(), google.cloud.tokenUrl()).toString()

def cases = [
    'nobody'     : [[:], [:]],
    'revoked'    : [[GOOGLE_APPLICATION_CREDENTIALS: stranger], [:]],
    'no-key'     : [[GOOGLE_APPLICATION_CREDENTIALS: '/nowhere.json'], [googleInstance: 'shop', username: 'postgres']],
    'token-busy' : [[GOOGLE_APPLICATION_CREDENTIALS: key(google.cloud.tokenUrl() + '/busy')], [:]],
    // A fault that passes.
    'flaky'      : [[GOOGLE_APPLICATION_CREDENTIALS: key(google.cloud.tokenUrl() + '/flaky')], [connectAttempts: '2']],
    'token-down' : [[GOOGLE_APPLICATION_CREDENTIALS: key('http://127.0.0.1:1/token')], [connectAttempts: '2']],
    'expired'    : [[GOOGLE_APPLICATION_CREDENTIALS: key(google.cloud.tokenUrl() + '/stale')], [:]],
    'region'     : [good, [googleInstance: 'shop:us-central1:main']],
    'gone'       : [good, [googleInstance: 'shop:europe-west1:gone']],
    'disabled'   : [good, [googleInstance: 'disabled:europe-west1:main']],
    'denied'     : [good, [googleInstance: 'denied:europe-west1:main']],
    'garbled'    : [good, [googleInstance: 'shop:europe-west1:garbled']],
    'broken'     : [good, [googleInstance: 'shop:europe-west1:broken']],
    'impostor'   : [good, [googleInstance: 'shop:europe-west1:impostor']],
    'mute'       : [good, [googleInstance: 'shop:europe-west1:mute', timeout: '3s']],
    'admin-down' : [good + [CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL: 'http://127.0.0.1:1/'], [:]],
    'wrong-role' : [[GCE_METADATA_HOST: google.cloud.authority(), NO_GCE_CHECK: 'false'], [:]],
    // The last one shows that those before it left nothing behind.
    'good'       : [good, [:]],
]
cases.each { name, given ->
    def (environment, parameters) = given
    google.module(name, environment, parameters)
}
return true
