def log = new File(basedir, 'build.log').text
assert log.contains('Nothing is deployed: this module has no src/main/pgmi') // the parent
assert log.contains('module orders has 1 of its tables')
assert log.contains('module billing has 1 of its tables')
def ports = (log =~ /started on 127\.0\.0\.1:(\d+)/).collect { it[1] }
assert ports.toSet().size() == ports.size()
assert !log.contains('not marked')  // as Maven says of a goal that is not thread-safe
return true
