import groovy.json.JsonSlurper

def json = new JsonSlurper().parse(new File(basedir, 'target/pgmi/connection.json'), 'UTF-8')
assert json.fields.connection == [set: true, origin: '-Dpgmi.connection', overrode: []]
assert json.server.authentication == 'scram-sha-256'
return true
