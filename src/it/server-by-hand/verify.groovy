def log = new File(basedir, 'build.log').text
assert log.contains('PostgreSQL 11 with work_mem 12MB, database shop')
assert (log =~ /Created database shop/).count == 1
// The second start
assert log.contains('is already running on 127.0.0.1:')
// deploy says which server it took
assert log.contains('the server started in this build')
def data = new File(basedir, 'target/pgmi/postgres/data')
assert new File(basedir, 'target/pgmi/postgres/server.log').text.contains('database system is shut down')
assert !new File(data, 'postmaster.pid').exists()
return true
