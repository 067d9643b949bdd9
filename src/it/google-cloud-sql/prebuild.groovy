import io.pgmi.maven.it.GoogleIt
import io.pgmi.maven.it.ItServer

def google = GoogleIt.start(basedir)
context.google = google
google.role('deployer@shop.iam', "SET TimeZone TO 'Asia/Tokyo'", "SET DateStyle TO 'German, DMY'")
google.role('ann@example.com')
google.role('attached@shop.iam')

google.environment('key', [GOOGLE_APPLICATION_CREDENTIALS: google.key('deployer@shop.iam.gserviceaccount.com')])
google.cloud.personsFile(new File(basedir, 'gcloud/application_default_credentials.json').toPath(), false)
google.environment('person', [CLOUDSDK_CONFIG: new File(basedir, 'gcloud').path])
google.environment('machine', [GCE_METADATA_HOST: google.cloud.authority()])
google.environment('ci', [GOOGLE_APPLICATION_CREDENTIALS:
        google.cloud.federationFile(basedir.toPath(), 'deployer@shop.iam.gserviceaccount.com').toString()])
google.cloud.trustStore(new File(basedir, 'trust.p12').toPath())
google.point([:])
return true
