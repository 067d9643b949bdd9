def log = new File(basedir, 'build.log').text
assert log.contains('BUILD SUCCESS')
assert log.contains('ERROR P0001: as asked')
assert log.contains('failed with outcome 11')
assert log.contains('failed with outcome 10')
assert log.contains("user 'someone' (from server 'db' in settings.xml")
// What is set is told, so this would be the place for it to leak.
assert log.contains('password = set')
assert !log.contains('sentinel-5f2c9e')
def target = new File(basedir, 'target')
if (target.exists()) {
    target.eachFileRecurse(groovy.io.FileType.FILES) { assert !it.text.contains('sentinel-5f2c9e') }
}
return true
