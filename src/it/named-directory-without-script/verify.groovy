def log = new File(basedir, 'build.log').text
assert log.contains('failed with outcome 14')
assert log.contains(new File(basedir, 'db' + File.separator + 'deploy.sql').path)
return true
