import groovy.json.JsonSlurper
import io.pgmi.maven.it.AwsIt
import io.pgmi.maven.it.ItServer

def aws = context.aws
aws.close()
['keys', 'session', 'identity', 'profile', 'container', 'project_file', 'shop'].each {
    assert ItServer.query('it_aws_iam_' + it, 'SELECT role FROM login') == [AwsIt.ROLE]
}
// Each database had to be made, from the maintenance database: three connections, then one or two to look at the last. Each
// with a token of its own; what was asked for over the network, too.
def passwords = aws.door.passwords()
assert aws.door.refusals() == []
assert passwords.size() in (7 * 3 + 1)..(7 * 3 + 2)
assert aws.cloud.issued() == 1 + 3 + 3

def log = new File(basedir, 'build.log').text
// With -X there would be room for it.
assert log.contains('[DEBUG]')
assert !log.contains('sentinel')
passwords.each { assert !log.contains(it) && !log.contains((it =~ /X-Amz-Signature=([0-9a-f]+)/)[0][1]) }
['Canonical Request', 'software.amazon.awssdk.auth'].each { assert !log.contains(it) }

def report = new JsonSlurper().parse(new File(basedir, 'target/pgmi/connection.json'), 'UTF-8')
assert report.outcome == 0
assert report.server.user == AwsIt.ROLE
assert report.fields.awsRegion.value == 'eu-west-1'
assert report.fields.awsRegion.origin == '$AWS_REGION'
return true
