import io.pgmi.maven.it.ItServer

def log = new File(basedir, 'build.log').text
assert ItServer.query(ItServer.database(basedir), 'SELECT token FROM login') == ['3']
assert log.contains('vault closed after 3')
assert log.contains('auth = vault (from <auth> in pom.xml)')
assert !log.contains('sentinel-8d1e')

// The command line wins over the POM; what there is, is told.
assert log.contains("outcome 10: auth provider 'nosuch' (-Dpgmi.auth) is unknown. Found: standard, vault;")

// Its settings are checked before anybody is asked whether the database may be dropped.
assert log.contains('outcome 10: vault needs $VAULT_ADDR')
assert !log.contains('outcome 12')
return true
