import io.pgmi.maven.it.ItServer

def run = { File folder, String... command ->
    def process = new ProcessBuilder(command).directory(folder).redirectErrorStream(true).start()
    def output = process.inputStream.text
    assert process.waitFor() == 0: "${command.join(' ')}: $output"
}
def git = { File folder, String... command ->
    run(folder, *(['git', '-c', 'commit.gpgsign=false'] + command.toList()))
}
def identify = { File folder ->
    git(folder, 'config', 'user.name', 'Release Test')
    git(folder, 'config', 'user.email', 'release@example.com')
    git(folder, 'config', 'commit.gpgsign', 'false')
    git(folder, 'config', 'tag.gpgsign', 'false')
}

def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('FOLDER', basedir.toURI().toString().replaceFirst('^file:/+', 'file:///').replaceFirst('/$', ''))
// Everything else that lies here is the test's own.
new File(basedir, '.gitignore').text = '/*\n!/.gitignore\n!/pom.xml\n!/src\n'

// Its own repository first: the folder lies inside of another one.
git(basedir, 'init', '-q')
git(basedir, 'symbolic-ref', 'HEAD', 'refs/heads/main')
identify(basedir)
git(basedir, 'add', '.')
git(basedir, 'commit', '-q', '-m', 'The shop')
git(basedir, 'init', '-q', '--bare', 'origin.git')
git(new File(basedir, 'origin.git'), 'symbolic-ref', 'HEAD', 'refs/heads/main')
git(basedir, 'remote', 'add', 'origin', 'origin.git')
git(basedir, 'push', '-q', '-u', 'origin', 'main')

def failing = new File(basedir, 'failing')
git(basedir, 'clone', '-q', 'origin.git', 'failing')
identify(failing)
new File(failing, 'src/main/pgmi/__test__/fails.sql').text = "DO \$\$ BEGIN ASSERT false, 'not fit for release'; END \$\$;"
git(failing, 'add', '.')
git(failing, 'commit', '-q', '-m', 'A test that fails')

ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir)])
return true
