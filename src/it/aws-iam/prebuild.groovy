import io.pgmi.maven.it.ItServer
import io.pgmi.testing.aws.AwsCloud

def host = 'db1.abc123.eu-west-1.rds.amazonaws.com'
def real = URI.create(ItServer.connect('postgres').metaData.URL.substring('jdbc:'.length()))
def cloud = new AwsCloud()
def door = cloud.instance(host, 'eu-west-1', real.host, real.port)
context.cloud = cloud
context.door = door
ItServer.connect('postgres').withCloseable {
    it.createStatement().execute('CREATE ROLE iam_deployer LOGIN CREATEDB')
}
def root = cloud.authority().file(basedir.toPath()).toString()
new File(basedir, 'token').text = AwsCloud.AUTHORIZATION

def keys = [AWS_ACCESS_KEY_ID: AwsCloud.ACCESS_KEY, AWS_SECRET_ACCESS_KEY: AwsCloud.SECRET_KEY]
def identity = { String endpoint ->
    [AWS_WEB_IDENTITY_TOKEN_FILE: new File(basedir, 'token').path, AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/deployer',
     AWS_ENDPOINT_URL_STS: endpoint]
}
def module = { String name, Map variables, Map parameters ->
    def all = [host: host, port: door.port(), username: 'iam_deployer', database: 'it_aws_' + name.replace('-', '_'), aws: true,
               sslMode: 'verify-full', sslRootCert: root] + parameters
    new File(basedir, "${name}/src/main/pgmi").mkdirs()
    new File(basedir, "${name}/src/main/pgmi/deploy.sql").text = 'CREATE TABLE IF NOT EXISTS login AS SELECT current_user::text AS role;\n'
    new File(basedir, "${name}/src/main/pgmi/.env").text =
        ([AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none'] + variables)
            .collect { k, v -> "${k}=${v}\n" }.join()
    new File(basedir, "${name}/pom.xml").text = """<project>
  <modelVersion>4.0.0</modelVersion>
  <parent><groupId>io.pgmi.it</groupId><artifactId>aws-iam</artifactId><version>1.0-SNAPSHOT</version></parent>
  <artifactId>${name}</artifactId>
  <packaging>pom</packaging>
  <build><plugins><plugin><groupId>io.pgmi</groupId><artifactId>pgmi-maven-plugin</artifactId><configuration>
    ${all.collect { k, v -> "<${k}>${v}</${k}>" }.join('\n    ')}
  </configuration></plugin></plugins></build>
</project>
"""
}
module('keys', keys, [:])
module('identity', identity(cloud.endpoint()), [awsRegion: 'eu-west-1'])
module('wrong-region', keys, [awsRegion: 'us-east-1'])
module('wrong-key', keys + [AWS_SECRET_ACCESS_KEY: 'sentinel-another'], [:])
module('no-credentials', [:], [:])
module('sts-down', identity('http://127.0.0.1:1'), [connectAttempts: 2])
module('plain', keys, [sslMode: 'prefer'])
return true
