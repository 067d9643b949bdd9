import io.pgmi.maven.it.AwsIt

def aws = AwsIt.start(basedir)
context.aws = aws
// One with a user's keys; one on an EC2 instance, whose region is another than the database's.
aws.jvm("-Daws.ec2MetadataServiceEndpoint=${aws.cloud.endpoint()}".toString())
aws.module('orders', AwsIt.keys(), [:])
aws.module('billing', [AWS_EC2_METADATA_DISABLED: 'false'], [:])
return true
