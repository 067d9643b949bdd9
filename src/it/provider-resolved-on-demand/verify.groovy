import io.pgmi.maven.it.ItServer

// What stands for the real module must not be met by another test.
assert new File(localRepositoryPath, 'io/pgmi/pgmi-auth-google').deleteDir()

def log = new File(basedir, 'build.log').text
assert log.contains("auth provider 'google' (<google> in pom.xml) cannot be had: io.pgmi:pgmi-auth-google:")
assert log.contains('mvn dependency:get -Dartifact=io.pgmi:pgmi-auth-google:')
assert log.contains('<artifactId>pgmi-auth-google</artifactId>')

assert ItServer.query(ItServer.database(basedir), 'SELECT DISTINCT instance FROM login') == ['project:region:instance']
assert ItServer.query(ItServer.database(basedir), 'SELECT count(*) FROM login') == ['3']
// Sockets of the provider's own class loader, and yet the server's time zone, not the JVM's.
assert ItServer.query(ItServer.database(basedir), 'SELECT DISTINCT zone FROM login') == ['UTC']
// Resolved, a loader of its own; pinned, the plugin's. The first deployment created the database.
assert (log =~ /google of (\w+) closed after (\d)/).collect { [it[1], it[2]] } ==
    [['URLClassLoader', '3'], ['URLClassLoader', '1'], ['ClassRealm', '1']]
return true
