def log = new File(basedir, 'build.log').text
def zip = { String out, String classifier -> new File(basedir, "db/$out/package-db-1.0-SNAPSHOT-${classifier}.zip") }

// From the reactor: what is in the zip, and nothing else.
assert log.contains('shop deploys ./product.sql')
assert log.contains('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0')
assert log.contains('Not packaged: ./client.key')
assert !log.contains('sentinel-5fd2')
def names = { File file -> new java.util.zip.ZipFile(file).withCloseable { it.entries().collect { it.name } } }
assert names(zip('one', 'pgmi')) == ['__test__/test.sql', 'deploy.sql', 'product.sql']
assert names(zip('one', 'billing')) == ['deploy.sql']

// An error names the file inside of the artifact, and the file is there to be looked at.
assert log.contains('billing is deployed')
def place = log =~ /outcome 13:\s+(?:\[ERROR\] )?(\S+package-db-1\.0-SNAPSHOT-billing[\/\\]deploy\.sql):1:/
assert place.find()
assert new File(place.group(1)).text.contains('1/0')

// The same bytes in another time zone.
['pgmi', 'billing'].each { assert zip('one', it).bytes == zip('two', it).bytes }

// Nothing that is broken is packaged.
assert (log =~ /pgmi:package failed with outcome 10: \S+deploy\.sql:1:11: psql's backslash commands/).find()

// Two zips of one name are one too many.
assert (log =~ /has an artifact with classifier 'same' and type zip already, \S+package-db-1\.0-SNAPSHOT-same\.zip/).find()
return true
