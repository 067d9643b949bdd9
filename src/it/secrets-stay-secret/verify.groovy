import groovy.json.JsonSlurper

// Whether secrets came out is SecretsIT's question; here, whether each went in.
def log = new File(basedir, 'build.log').text
def report = { String folder -> new JsonSlurper().parse(new File(basedir, "${folder}/pgmi/connection.json"), 'UTF-8') }
def origins = { json, String field -> [json.fields[field].set, json.fields[field].origin] }
assert log.contains('BUILD SUCCESS')
assert log.contains('ERROR P0001: as asked')
assert log.contains("user 'someone' (from server 'db' in settings.xml")
assert log.contains('password = set')
assert log.contains('outcome 10: the connection string in -Dpgmi.connection has a parameter that neither pgmi nor')
assert log.contains('pgmi.yaml:4:3: connection.password is not read') && log.contains('pgmi.yaml:5:3: connection.sslpassword')

assert report('variable').outcome == 10
assert origins(report('variable'), 'connection') == [true, '$PGMI_CONNECTION_STRING']
assert report('url').outcome == 11
assert origins(report('url'), 'sslPassword') == [true, 'connection string in $DATABASE_URL']
assert report('url').extra.options == 'set'
def file = report('password-file')
assert file.outcome == 0 && file.server.user == 'it_login' && file.server.authentication == 'scram-sha-256'
assert report('wrong').outcome == 11 && report('wrong').problems[0].message.contains('28P01')
assert report('passphrase').outcome == 10 && report('passphrase').problems[0].message.contains('passphrase is wrong')
assert report('azure').fields.auth.value == 'azure' && origins(report('azure'), 'azureClientSecret') == [true, '$AZURE_CLIENT_SECRET']
assert origins(report('azure-settings'), 'azureClientSecret') == [true, "server 'db' in settings.xml"]
assert origins(report('literal'), 'connection') == [true, '<connection> in pom.xml']
assert origins(report('property'), 'connection') == [true, 'property pgmi.connection']
return true
