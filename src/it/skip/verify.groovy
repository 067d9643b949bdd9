def log = new File(basedir, 'build.log').text
assert log.contains('PostgreSQL is not started: pgmi.skip is set')
assert log.contains('Nothing is deployed: pgmi.skip is set')
return true
