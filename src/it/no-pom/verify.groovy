import io.pgmi.maven.it.ItServer

assert ItServer.query(ItServer.database(basedir), 'SELECT path FROM deployed') == ['./a/b.sql']
// What is left behind lies where a POM's build would have it.
assert new groovy.json.JsonSlurper().parse(new File(basedir, 'target/pgmi/deploy.json'), 'UTF-8').sourceDirectory == 'database'
assert new File(basedir, 'target/pgmi/deploy.html').exists()
return true
