import io.pgmi.maven.it.AwsIt
import io.pgmi.maven.it.BuildFailures
import io.pgmi.maven.it.ItServer

def aws = context.aws
aws.close()
def log = new File(basedir, 'build.log').text
def failures = BuildFailures.of(basedir)
def failed = failures.&expect
def address = "${AwsIt.HOST}:${aws.door.port()}".toString()
failed('nobody', 11, "auth provider 'aws' has no credentials for iam_deployer on $address", 'credentials: none found. Tried: $AWS_ACCESS_KEY_ID',
        '$AWS_WEB_IDENTITY_TOKEN_FILE: not set', "profile 'default': not there", 'container: none', 'EC2 instance: switched off', 'aws sso login')
failed('not-on-ec2', 11, 'credentials: none found', 'EC2 instance: ')
failed('settings', 10, '5 problems', "awsRegion 'Ireland' (<awsRegion> in pom.xml)", '$AWS_ACCESS_KEY_ID is set without $AWS_SECRET_ACCESS_KEY',
        "\$AWS_WEB_IDENTITY_TOKEN_FILE '/nowhere'", 'without $AWS_ROLE_ARN', 'sslMode prefer (<sslMode> in pom.xml)')
failed('no-user', 10, 'username')
failed('no-region', 10, "region: none is set, profile 'default' has none, and host 'db.example.com'", '-Dpgmi.awsRegion=')
failed('no-profile', 10, "there is no profile 'shop' (\$AWS_PROFILE)")
['expired', 'wrong-key', 'unknown-key', 'wrong-region', 'alias'].each {
    failed(it, 11, 'password authentication failed for user "iam_deployer" (SQLSTATE 28P01)', "auth provider 'aws'", 'The token was for ',
            'GRANT rds_iam TO "iam_deployer"', 'rds-db:connect', "this machine's clock")
}
failed('wrong-region', 11, "region us-east-1 (<awsRegion> in pom.xml), but the host's name says eu-west-1")
failed('alias', 11, "for host 'db.example.com', which must be the DB instance's own name", 'region eu-west-1 ($AWS_REGION')
// A refused log-in is not tried again.
assert aws.door.refusals() == ['wrong signature', 'unknown key', 'for another region: AKIDEXAMPLE/' + today() + '/us-east-1/rds-db/aws4_request',
        "for db.example.com:${aws.door.port()}, not $address".toString()]
assert aws.late.refusals() == ['expired']

failed('down', 11, 'credentials: $AWS_WEB_IDENTITY_TOKEN_FILE cannot be asked now: ', 'Connection refused', 'Tried 2 times')
failed('busy', 11, 'credentials: $AWS_WEB_IDENTITY_TOKEN_FILE cannot be asked now: ', 'Tried 2 times')
assert aws.asked('BUSY') == 2
failed('silent', 16, "the time limit was over before auth provider 'aws'")
failed('nonsense', 11, 'credentials: $AWS_WEB_IDENTITY_TOKEN_FILE: ')
failed('empty', 11, 'credentials: $AWS_WEB_IDENTITY_TOKEN_FILE: the answer has no credentials in it')
failed('denied', 11, 'Not authorized to perform sts:AssumeRoleWithWebIdentity', "The role's trust policy")
['NONSENSE', 'EMPTY', 'DENIED'].each { assert aws.asked(it) == 1 }
failed('database-down', 11, "${AwsIt.HOST}:1", 'Connection refused')

// Tried again, and well then; a token that will not last is told.
['flaky', 'brief', 'good'].each {
    assert !failures.isThere(it)
    assert ItServer.query('it_aws_failures_' + it, 'SELECT role FROM login') == [AwsIt.ROLE]
}
assert aws.asked('FLAKY') == 1 + 3
assert log =~ /\[WARNING\] The token of auth provider 'aws' is valid for 1\d\d s only, until/

assert !log.contains('sentinel')
aws.door.passwords().each { assert !log.contains(it) && !log.contains((it =~ /X-Amz-Signature=([0-9a-f]+)/)[0][1]) }
return true

def today() {
    java.time.LocalDate.now(java.time.ZoneOffset.UTC).format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE)
}
