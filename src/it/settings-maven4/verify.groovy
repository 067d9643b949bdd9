import groovy.json.JsonSlurper
import io.pgmi.maven.it.ItServer

def report = { String folder -> new JsonSlurper().parse(new File(basedir, "${folder}/pgmi/connection.json"), 'UTF-8') }
def log = new File(basedir, 'build.log').text
def json = report('native')
assert json.outcome == 0 && json.server.user == ItServer.ROLE && json.server.authentication == 'scram-sha-256'
assert !new File(basedir, 'broken').exists()
assert log.count('Error building settings') == 2
assert !new File(basedir, 'legacy').exists()
return true
