import groovy.json.JsonSlurper

def report = { String folder -> new JsonSlurper().parse(new File(basedir, "${folder}/pgmi/connection.json"), 'UTF-8') }
def log = new File(basedir, 'build.log').text

// Command line over POM, parameter over environment, environment over .env, both over pgmi.yaml.
def resolved = report('resolved')
assert resolved.version == 1 && resolved.outcome == 0 && resolved.offline && resolved.server == null
assert resolved.problems == []
def field = { name -> resolved.fields[name] }
assert field('username') == [value: 'typed', origin: '-Dpgmi.username', overrode: ['<username> in pom.xml']]
assert field('host') == [value: 'env.example.com', origin: '$PGHOST', overrode: ['connection.host in pgmi.yaml:2']]
assert field('port').value == '5555' && field('port').origin == '<port> in pom.xml' && field('port').overrode == ['$PGPORT']
assert field('database').value == 'yaml' && field('database').origin == 'connection.database in pgmi.yaml:3'
assert field('sslMode').value == 'require'
assert field('applicationName').value == 'from-env-file' && field('applicationName').origin.contains('.env:1')
assert field('password') == [set: true, origin: '$PGPASSWORD', overrode: []]
assert field('timeout').value == '90s'
assert field('sslCert') == [value: null, origin: null, overrode: []]
assert resolved.hosts == [[host: 'env.example.com', port: 5555]]

// A string on the command line silences the POM's single parameters.
def string = report('string')
assert string.fields.connection == [set: true, origin: '-Dpgmi.connection', overrode: []]
assert string.fields.username.value == 'typed' && string.fields.username.overrode == ['<username> in pom.xml']
assert string.fields.host.overrode == ['$PGHOST', 'connection.host in pgmi.yaml:2']
assert string.fields.connectTimeout.value == '7'
assert string.fields.sslMode.value == 'prefer'
assert string.hosts == [[host: 'h1', port: 1]]
assert string.extra == [currentSchema: 'app']

// All problems together, each with its field and origin; and what was given is shown.
def wrong = report('wrong')
assert wrong.outcome == 10
assert wrong.problems*.field.toSet() == ['port', 'sslMode', 'database'].toSet()
assert wrong.problems.find { it.field == 'port' }.origin == '-Dpgmi.port'
assert wrong.problems.find { it.field == 'database' }.origin == null
assert wrong.fields.port.value == '99999' && wrong.fields.sslMode.value == 'sometimes'
assert wrong.hosts == []
assert log.contains('3 problems:')

def refused = report('refused')
assert refused.outcome == 11 && refused.server == null
assert refused.problems.size() == 1 && refused.problems[0].message.contains('127.0.0.1:1')
assert refused.fields.database.value == 'none'

return true
