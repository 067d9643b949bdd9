def pipe = new File(basedir, 'build.log').text
assert !pipe.contains('\u001b')
assert !pipe.contains('Running deploy.sql:2')
assert pipe.contains('[INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')

if (!System.getProperty('os.name').startsWith('Linux') || !new File('/usr/bin/script').exists()) {
    println 'Not tried at a terminal: only Linux\'s script is known here to make one'
    return true
}
def home = (pipe =~ /(?m)^Maven home: (.*)$/)[0][1]
// With what the first build fetched, from where it fetched it.
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../../../../src/it/settings.xml').text
    .replace('@localRepositoryUrl@', new File("${localRepositoryPath}").toURI().toString())
def maven = ["${home}/bin/mvn", '-o', '-s', "${settings}", '-f', "${basedir}/pom.xml",
    "-Dmaven.repo.local=${localRepositoryPath}", 'verify']
new File(basedir, 'test.properties').withInputStream { input ->
    def properties = new Properties()
    properties.load(input)
    properties.each { name, value -> maven << "-D${name}=${value}" }
}
def atTerminal = { Map<String, String> variables ->
    def builder = new ProcessBuilder('/usr/bin/script', '-qfec', maven.collect { "'${it}'" }.join(' '), '/dev/null')
    ['CI', 'NO_COLOR', 'GITHUB_ACTIONS', 'GITLAB_CI', 'TEAMCITY_VERSION', 'TF_BUILD'].each {
        builder.environment().remove(it)
    }
    builder.environment().putAll(variables)
    builder.environment().put('TERM', 'xterm')
    builder.redirectErrorStream(true)
    def process = builder.start()
    process.outputStream.close()
    process.inputStream.getText('UTF-8')
}
def seen = atTerminal([:])
// Drawn in place, and gone before the next line of the log, which is whole.
assert seen =~ /\rRunning deploy\.sql:1, \d s, tests: 0 of 1 done/
assert seen =~ /\r {30,}\r\[[^\n]*INFO[^\n]*\]   slept\r?\n/
assert seen =~ /\u001b\[[0-9;]+mTests run: 1, Failures: 0, Errors: 0, Skipped: 0\u001b/

def plain = atTerminal([NO_COLOR: '1'])
assert plain.contains(' Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')
assert !plain.contains('Running deploy.sql:1')
return true
