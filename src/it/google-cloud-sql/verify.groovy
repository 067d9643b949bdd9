import groovy.json.JsonSlurper
import io.pgmi.maven.it.ItServer

def cloud = context.google.cloud
cloud.close()
def log = new File(basedir, 'build.log').text
def logins = ItServer.query(ItServer.database(basedir), "SELECT role || ' ' || time_zone FROM login")
assert logins[0] == 'deployer@shop.iam Asia/Tokyo'
assert logins*.split(' ')*.getAt(0) == ['deployer@shop.iam', 'ann@example.com', 'attached@shop.iam', 'deployer@shop.iam']
assert ItServer.query(ItServer.database(basedir), 'SELECT date_style FROM login')[0] == 'German, DMY'
// What the driver would say, or the JVM's zone.
assert cloud.startups().every { !it.contains('TimeZone') && !it.contains('Kiritimati') && !it.contains('DateStyle') }

// The first deployment found no database, made it, and came back: each time with a token and a certificate of its own.
def databases = cloud.startups().collect { (it =~ /database\u0000([^\u0000]*)/)[0][1] }
def own = ItServer.database(basedir)
assert databases[0..2] == [own, 'postgres', own]
assert cloud.certificates() == databases.size()
assert cloud.tokens().toSet().size() >= databases.size()

// Nothing says localhost, nothing shows a secret.
assert log.contains('on shop:europe-west1:main:3307 as deployer@shop.iam, host from -Dpgmi.googleInstance')
assert log.contains("host 'db1' (-Dpgmi.host) is not used")
assert log.contains('sslMode verify-full (-Dpgmi.sslMode)')
assert !log.contains('localhost:5432')
assert !log.contains('sentinel-')
assert !log.contains('PRIVATE KEY')
// Google's libraries speak through java.util.logging, which Maven does not catch.
assert !log.contains('com.google.api.client.')

def report = new JsonSlurper().parse(new File(basedir, 'target/pgmi/connection.json'), 'UTF-8')
assert report.outcome == 0
assert report.server.address == '[shop:europe-west1:main]:3307'
assert report.notices.any { it.contains("Auth provider 'google' encrypts by itself") }
assert report.server.user == 'attached@shop.iam'
return true
