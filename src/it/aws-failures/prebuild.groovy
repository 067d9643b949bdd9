import io.pgmi.maven.it.AwsIt

def aws = AwsIt.start(basedir)
context.aws = aws
// Where modules say that they may be on an EC2 instance, nobody answers.
aws.jvm('-Daws.ec2MetadataServiceEndpoint=http://127.0.0.1:1')
def keys = AwsIt.keys()
def sts = { String trouble -> aws.identity(aws.endpoint(trouble)) }

def cases = [
    'nobody'       : [[:], [:]],
    'not-on-ec2'   : [[AWS_EC2_METADATA_DISABLED: 'false'], [:]],
    'settings'     : [[AWS_ACCESS_KEY_ID: 'sentinel-half', AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere'], [awsRegion: 'Ireland', sslMode: 'prefer']],
    'no-user'      : [keys, [username: '']],
    'no-region'    : [keys, [host: 'db.example.com']],
    'no-profile'   : [[AWS_PROFILE: 'shop'], [:]],
    'expired'      : [keys, [port: aws.late.port().toString()]],
    'wrong-key'    : [keys + [AWS_SECRET_ACCESS_KEY: 'sentinel-another'], [:]],
    'unknown-key'  : [sts('UNKNOWN_KEY'), [connectAttempts: '3']],
    'wrong-region' : [keys, [awsRegion: 'us-east-1']],
    'alias'        : [keys + [AWS_REGION: 'eu-west-1'], [host: 'db.example.com', sslMode: 'require', sslRootCert: '']],
    'down'         : [aws.identity('http://127.0.0.1:1'), [connectAttempts: '2']],
    'busy'         : [sts('BUSY'), [connectAttempts: '2']],
    // A fault that passes.
    'flaky'        : [sts('FLAKY'), [connectAttempts: '2']],
    'silent'       : [sts('SILENT'), [timeout: '3s', connectAttempts: '3']],
    'nonsense'     : [sts('NONSENSE'), [connectAttempts: '3']],
    'empty'        : [sts('EMPTY'), [connectAttempts: '3']],
    'denied'       : [sts('DENIED'), [connectAttempts: '3']],
    'database-down': [keys, [port: '1']],
    'brief'        : [sts('BRIEF'), [:]],
    // The last one shows that those before it left nothing behind.
    'good'         : [keys, [:]],
]
cases.each { name, given -> aws.module(name, given[0], given[1]) }
return true
