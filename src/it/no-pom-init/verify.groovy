import io.pgmi.maven.it.ItServer

def log = new File(basedir, 'build.log').text
assert new File(basedir, 'src/main/pgmi/deploy.sql').exists()
assert log.contains('<artifactId>pgmi-maven-plugin</artifactId>') && log.contains('<goal>start</goal>')
assert log.contains('running ./migrations/001_customer.sql')
assert log.contains('0 files run, everything else is up to date')
assert ItServer.query(ItServer.database(basedir), 'SELECT count(*) FROM deployment.applied_file') == ['2']
assert ItServer.query(ItServer.database(basedir), 'SELECT files FROM by_hand') == ['0']
assert (log =~ /Valid: \S+by-hand-1\.0-pgmi, 0 files/).find() && (log =~ /Project \S+by-hand-1\.0-pgmi/).find()
assert (log =~ /pgmi:init failed with outcome 10: \S+src.main.pgmi is not empty, and nothing was written\. It has __test__, deploy\.sql/).find()
// Nothing is left in the current folder by an artifact without a POM.
return true
