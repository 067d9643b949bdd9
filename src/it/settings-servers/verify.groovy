import groovy.json.JsonSlurper
import io.pgmi.maven.it.ItServer

def report = { String folder -> new JsonSlurper().parse(new File(basedir, "${folder}/pgmi/connection.json"), 'UTF-8') }
def log = new File(basedir, 'build.log').text
for (id in ['plain', 'encrypted']) {
    def json = report(id)
    def origin = "server '${id}' in settings.xml".toString()
    assert json.fields.username == [value: ItServer.ROLE, origin: origin, overrode: []]
    assert json.fields.password == [set: true, origin: origin, overrode: []]
    assert json.fields.serverId.value == id
    // The server has checked it.
    assert json.outcome == 0 && json.server.user == ItServer.ROLE
    assert json.server.authentication == 'scram-sha-256'
}
def key = report('client-key')
assert key.outcome == 0
assert key.fields.sslKey.value == 'client.key'
assert key.fields.sslPassword.set && key.fields.sslPassword.origin == "server 'client-key' in settings.xml"

def missing = report('missing')
assert missing.outcome == 10
assert missing.problems.size() == 1 && missing.problems[0].field == 'serverId'
assert missing.problems[0].origin == '-Dpgmi.serverId'
def message = missing.problems[0].message
assert message.contains("'no-such'") && message.contains("'plain'") && message.contains('servers.xml')
return true
