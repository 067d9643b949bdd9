import io.pgmi.maven.it.AwsIt
import io.pgmi.maven.it.AzureIt
import io.pgmi.maven.it.GoogleIt
import io.pgmi.maven.it.LeftBehind

def aws = AwsIt.start(basedir)
def azure = AzureIt.start(basedir)
def google = GoogleIt.start(basedir)
context.clouds = [aws, azure, google.cloud]
azure.cloud.map(AzureIt.ROLE, azure.application('app', 'NONE'))
azure.cloud.ofMachine(azure.managed('machine'))
AzureIt.role('machine-role')
azure.cloud.map('machine-role', azure.managed('machine'))
google.role('deployer@shop.iam')
google.role('attached@shop.iam')
def key = google.key('deployer@shop.iam.gserviceaccount.com')
def instance = [google: 'true', googleInstance: 'shop:europe-west1:main']

aws.module('aws-one', aws.identity(aws.cloud.endpoint()), [:])
aws.module('aws-two', AwsIt.keys(), [:])
azure.module('azure-one', AzureIt.principal('app'), [:])
azure.module('azure-two', [IDENTITY_ENDPOINT: azure.cloud.identityEndpoint(), IDENTITY_HEADER: azure.cloud.IDENTITY_HEADER],
    [azure: 'true', username: 'machine-role'])
google.module('google-one', [GOOGLE_APPLICATION_CREDENTIALS: key], instance + [username: 'deployer@shop.iam'])
google.module('google-two', [GCE_METADATA_HOST: google.cloud.authority()], instance + [username: 'attached@shop.iam'])

new File(basedir, 'tmp').mkdirs()
LeftBehind.install(basedir)
return true
