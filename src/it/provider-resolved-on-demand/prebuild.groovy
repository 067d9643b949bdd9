import io.pgmi.maven.it.ItServer

new File(localRepositoryPath, 'io/pgmi/pgmi-auth-google').deleteDir()
def version = (new File(basedir, 'pom.xml').text =~ /<version>(.*?)<\/version>/)[0][1]
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir), 'pgmi.version': version])
return true
