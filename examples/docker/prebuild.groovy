import io.pgmi.maven.it.ItServer

def docker = new StringBuilder()
try {
    def process = ['docker', 'version', '--format', '{{.Server.Version}}'].execute()
    process.waitForProcessOutput(docker, docker)
    context.put('docker', process.exitValue() == 0)
} catch (IOException e) {
    docker.append(e.message)
    context.put('docker', false)
}
if (!context.get('docker')) {
    println "No container is started, the tests' server takes its place: no Docker engine answers (${docker.toString().trim()})"
    ItServer.point(basedir, [:])
    def properties = new Properties()
    def file = new File(basedir, 'test.properties')
    file.withInputStream { properties.load(it) }
    file.text = "docker.skip=true\ndb.port=${properties['pgmi.port']}\n"
}
return true
