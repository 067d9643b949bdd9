import io.pgmi.maven.it.ItServer

def database = ItServer.database(basedir)
ItServer.createDatabase(database)
// What another deployment holds while it runs, this tool's or the Go tool's.
def other = ItServer.connect(database)
def got = other.createStatement().executeQuery(
    "SELECT pg_try_advisory_lock(hashtextextended('pgmi.deploy.' || current_database(), 0))")
got.next()
assert got.getBoolean(1)
context.put('other', other)
ItServer.point(basedir, ['pgmi.database': database])
return true
