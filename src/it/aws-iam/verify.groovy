import io.pgmi.maven.it.ItServer

context.door.close()
context.cloud.close()
def log = new File(basedir, 'build.log').text
['keys', 'identity'].each {
    assert ItServer.query('it_aws_' + it, 'SELECT role FROM login') == ['iam_deployer']
}
// Both databases had to be made, from the maintenance database: three connections each, then one for the pinned run.
// Each refused connection was dialled once.
assert context.door.refusals() == ['for another region: ' + 'AKIDEXAMPLE/' + today() + '/us-east-1/rds-db/aws4_request', 'wrong signature']
assert context.door.passwords().size() == 3 + 3 + 2 + 1
assert context.cloud.issued() == 3

assert log.contains("GRANT rds_iam TO \"iam_deployer\"")
assert log.contains("auth provider 'aws' has no credentials for iam_deployer")
assert log.contains('credentials: none found. Tried:')
assert log.contains('credentials: $AWS_WEB_IDENTITY_TOKEN_FILE cannot be asked now: ')
assert log.contains('sslMode')
assert (log =~ /failed with outcome 11/).size() >= 4
assert (log =~ /failed with outcome 10/).size() >= 1
// No key, no session token, no token.
assert !log.contains('sentinel')
assert !log.contains('X-Amz-Signature')
assert !log.contains('software.amazon.awssdk.auth')
return true

def today() {
    java.time.LocalDate.now(java.time.ZoneOffset.UTC).format(java.time.format.DateTimeFormatter.BASIC_ISO_DATE)
}
