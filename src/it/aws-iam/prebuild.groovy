import io.pgmi.maven.it.AwsIt

def aws = AwsIt.start(basedir)
context.aws = aws
def keys = AwsIt.keys()
new File(basedir, 'config').text = '[profile shop]\nregion = eu-west-1\n'
new File(basedir, 'credentials').text =
    "[shop]\naws_access_key_id = ${keys.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${keys.AWS_SECRET_ACCESS_KEY}\n"
// The container's service is its process's: here, of who has nothing else.
aws.jvm("-Daws.containerCredentialsFullUri=${aws.cloud.endpoint()}/container".toString())

aws.module('keys', keys, [:])
aws.module('session', aws.sessionKeys(), [sslMode: '', sslRootCert: ''])
aws.module('identity', aws.identity(aws.cloud.endpoint()), [awsRegion: 'eu-west-1'])
aws.module('profile', [AWS_PROFILE: 'shop', AWS_CONFIG_FILE: new File(basedir, 'config').path,
    AWS_SHARED_CREDENTIALS_FILE: new File(basedir, 'credentials').path], [:])
aws.module('container', [:], [:])
aws.module('project-file', keys + [AWS_DEFAULT_REGION: 'eu-west-1'], [aws: ''])
new File(basedir, 'project-file/src/main/pgmi/pgmi.yaml').text = 'connection:\n  auth_method: aws\n  aws_region: us-east-1\n'

aws.environment('shop', keys + [PGPORT: aws.door.port().toString()])
new File(basedir, 'shop/deploy.sql').text = 'CREATE TABLE login AS SELECT current_user::text AS role;\n'
return true
