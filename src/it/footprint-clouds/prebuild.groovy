import io.pgmi.maven.it.AwsIt
import io.pgmi.maven.it.ItServer

def aws = AwsIt.start(basedir)
context.aws = aws
def database = ItServer.database(basedir)
ItServer.createDatabase(database)
def project = { String folder, Map variables ->
    aws.environment(folder, variables + [PGDATABASE: database])
    new File(basedir, folder + '/deploy.sql').text = 'SELECT 1;\n'
}
project('password-login', [PGHOST: ItServer.HOST, PGPORT: ItServer.port().toString(), PGUSER: ItServer.ROLE, PGPASSWORD: ItServer.PASSWORD])
project('aws-login', AwsIt.keys() + [PGHOST: AwsIt.HOST, PGPORT: aws.door.port().toString(), PGUSER: AwsIt.ROLE])
// What the invoking build has made is in its tests' repository; here that is one to fetch from.
new File(basedir, 'built.xml').text = """<settings><profiles><profile><id>built</id>
<activation><activeByDefault>true</activeByDefault></activation>
<pluginRepositories><pluginRepository><id>built</id><url>${localRepositoryPath.toURI()}</url>
<snapshots><enabled>true</enabled></snapshots></pluginRepository></pluginRepositories></profile></profiles></settings>
"""
return true
