import groovy.json.JsonSlurper
import java.util.concurrent.TimeUnit

def result = { new JsonSlurper().parse(new File(basedir, "$it/pgmi/deploy.json"), 'UTF-8') }
def outcomes = [success: 0, sql: 13, timeout: 16, configuration: 10, connection: 11, script: 14, overwrite: 12, shared: 0]
outcomes.each { run, code ->
    def json = result(run)
    assert json.outcome.code == code: run
    assert json.status == (code == 0 ? 'success' : 'failure'): run
    assert json.keySet() == result('success').keySet(): run
    assert (json.error == null) == (code == 0): run
}

def success = result('success')
assert success.sourceDirectory == 'db'
assert success.units*.rows == [5, 0]
assert success.units*.position*.line == [1, 7]
assert success.tests*.status == ['passed']
assert success.connection.host.origin == '-Dpgmi.host'
assert success.phases.values().every { it.micros >= 0 }
assert result('sql').error.positions[0] == [file: 'db/deploy.sql', line: 10, column: 22]
assert result('timeout').units*.status == ['completed', 'failed']
assert result('configuration').error.problems.size() == 2

def log = new File(basedir, 'build.log').text
assert log.contains('[WARNING] ' + new File(basedir, 'unwritable/pgmi/deploy.json') + ' cannot be written')
assert log.contains('failed with outcome 13')
assert (new File(basedir, 'shared/failsafe-reports').list() as List).sort() ==
        ['TEST-com.example.ShopIT.xml', 'TEST-pgmi-__test__.xml']
assert new File(basedir, 'success/pgmi-reports/TEST-pgmi-__test__.xml').exists()
assert !new File(basedir, 'connection/pgmi-reports').exists()

// Ctrl-C: the signal, as a terminal sends it, to a Maven of its own.
if (System.getProperty('os.name').startsWith('Windows')) {
    println 'Not tried: Ctrl-C, because Windows has no signal that one process could send to another'
    return true
}
def output = new File(basedir, 'interrupted.log')
def mvn = new ProcessBuilder("${System.getProperty('maven.home')}/bin/mvn", '-B', '-o', 'pgmi:deploy', '-Drun=interrupted',
        '-Dpgmi.param.do=sleep', "-Dmaven.repo.local=$localRepositoryPath",
        // What lies in the repository counts, wherever it was fetched from.
        '-Daether.enhancedLocalRepository.trackingFilename=none')
def properties = new Properties()
new File(basedir, 'test.properties').withInputStream { properties.load(it) }
properties.each { name, value -> mvn.command().add("-D$name=$value".toString()) }
mvn.environment().remove('MAVEN_BASEDIR')
def process = mvn.directory(basedir).redirectErrorStream(true).redirectOutput(output).start()
try {
    for (int i = 0; i < 600 && process.alive && !output.text.contains('sleeping'); i++) {
        sleep 100
    }
    assert output.text.contains('sleeping')
    assert !new File(basedir, 'interrupted/pgmi/deploy.json').exists()
    assert ['kill', '-INT', "${process.pid()}"].execute().waitFor() == 0
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
        println 'Ctrl-C is ignored here, as in what a shell runs in the background: SIGTERM instead'
        process.destroy()
    }
    assert process.waitFor(20, TimeUnit.SECONDS)
} finally {
    process.destroyForcibly()
}
def interrupted = result('interrupted')
assert interrupted.outcome == [code: 130, name: 'interrupted']
assert interrupted.keySet() == success.keySet()
assert interrupted.units*.status == ['completed', 'failed']
assert interrupted.tests*.status == ['passed']
assert new File(basedir, 'interrupted/pgmi-reports/TEST-pgmi-__test__.xml').exists()
return true
