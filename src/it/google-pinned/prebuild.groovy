import io.pgmi.maven.it.GoogleIt

def google = GoogleIt.start(basedir)
context.google = google
google.role('deployer@shop.iam')
def key = google.key('deployer@shop.iam.gserviceaccount.com')
['orders', 'billing'].each { google.environment(it + '/src/main/pgmi', [GOOGLE_APPLICATION_CREDENTIALS: key]) }
return true
