import io.pgmi.maven.it.ItServer

def database = ItServer.database(basedir)
assert ItServer.query(database, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'reading_at'::regclass") == ['t']
assert new File(basedir, 'build.log').text.contains("Created database ${database}")
return true
