import io.pgmi.maven.it.ItServer

def log = new File(basedir, 'build.log').text
assert log =~ /Deployed in .* to jdbc:postgresql:\/\/127.0.0.1:\d+\/notes as postgres/
if (context.get('docker')) {
    assert log.contains('postgres:18') && log.contains('Stop and removed container')
} else {
    // What Maven could not put into the plugin's configuration would have failed the build all the same.
    assert ItServer.query('notes', "SELECT relname FROM pg_class WHERE relname = 'note'") == ['note']
}
return true
