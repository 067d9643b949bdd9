import io.pgmi.maven.it.ItServer

def log = new File(basedir, 'build.log').text

// The failing test's release was stopped before anything was committed, tagged or pushed.
assert log.contains('Failed in ./__test__/fails.sql: not fit for release')
assert new File(basedir, 'failing/release.properties').exists()
def tags = ['git', '-C', "$basedir/origin.git", 'tag'].execute().text.readLines()
assert tags == ['v1.0']
assert ['git', '-C', "$basedir/failing", 'tag'].execute().text.isEmpty()
assert ['git', '-C', "$basedir/origin.git", 'show', 'main:pom.xml'].execute().text.contains('<version>1.1-SNAPSHOT</version>')

// What was tested, in prepare as in perform, is the zip; it is in the repository, and nowhere else.
assert (log =~ /Deploying \S+artifact-\S+release-1\.0-pgmi: 2 files, 1 test file/).count >= 3
def zip = new File(basedir, 'repository/io/pgmi/it/release/1.0/release-1.0-pgmi.zip')
assert zip.exists()
assert zip.bytes == new File(basedir, 'target/checkout/target/release-1.0-pgmi.zip').bytes
assert new java.util.zip.ZipFile(zip).withCloseable { it.entries().collect { it.name } } ==
        ['__test__/product.sql', 'deploy.sql', 'pgmi.yaml', 'schema/001_product.sql']

def connection = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/pgmi/connection.json'), 'UTF-8')
assert connection.fields.sslMode.value == 'prefer'
assert connection.fields.sslMode.origin == 'connection.sslmode in pgmi.yaml:2'
assert ItServer.query(ItServer.database(basedir), "SELECT to_regclass('product')") == ['product']
// What was unpacked is gone after a success.
assert new File(basedir, 'target/pgmi').listFiles().findAll { it.name.startsWith('artifact-') }.isEmpty()
return true
