import io.pgmi.maven.it.AwsIt
import io.pgmi.maven.it.ItServer

def aws = context.aws
aws.close()
['orders', 'billing'].each {
    assert ItServer.query('it_aws_pinned_' + it, 'SELECT role FROM login') == [AwsIt.ROLE]
}
def passwords = aws.door.passwords()
assert aws.door.refusals() == []
assert passwords.count { it.contains('X-Amz-Security-Token') } == aws.cloud.issued()
assert aws.cloud.issued() > 3
def log = new File(basedir, 'build.log').text
assert !log.contains('sentinel')
assert !log.contains("deprecated property")
passwords.each { assert !log.contains(it) && !log.contains((it =~ /X-Amz-Signature=([0-9a-f]+)/)[0][1]) }
['Canonical Request', 'software.amazon.awssdk.auth'].each { assert !log.contains(it) }
return true
