import io.pgmi.maven.it.ItServer

['it_flyway', 'it_flyway_new', 'it_flyway_baseline'].each { ItServer.createDatabase(it) }
def old = ItServer.connect('it_flyway_baseline')
old.createStatement().execute('CREATE TABLE account (id integer PRIMARY KEY, balance numeric(12, 2) NOT NULL)')
old.close()
ItServer.point(basedir, [:])

// Line ends do not count in a checksum.
def windows = new File(basedir, 'src/main/resources/db/migration/V2.9__transfer.sql')
windows.text = windows.text.replaceAll('\r?\n', '\r\n')

def copy = { name ->
    def db = new File(basedir, "target/${name}")
    new File(db, 'migration').mkdirs()
    new File(basedir, 'src/main/resources/db').eachFileRecurse(groovy.io.FileType.FILES) {
        def file = new File(db, new File(basedir, 'src/main/resources/db').toPath().relativize(it.toPath()).toString())
        file.parentFile.mkdirs()
        file.bytes = it.bytes
    }
    return new File(db, 'migration')
}
def refused = copy('refused')
new File(refused, 'V2__owner_with_default.sql') << '-- changed\n'
assert new File(refused, 'V1__account.sql').delete()
new File(refused, 'V1.5__late.sql').text = 'SELECT 1;'
new File(refused, 'V4__placeholder.sql').text = "SELECT '\${nowhere}';"
new File(refused, 'V4_0__again.sql').text = 'SELECT 1;'
new File(refused, 'afterMigrate.sql').text = 'SELECT 1;'
new File(refused, 'V5__index.sql').text = 'SELECT 1;'
new File(refused, 'V5__index.sql.conf').text = 'executeInTransaction=false'
// A repeatable migration is what has changed since Flyway's last run.
new File(copy('before'), 'R__rich_account.sql').text =
    'CREATE VIEW rich_account AS SELECT id, \'${currency}\'::text AS currency FROM account WHERE false;'
new File(basedir, 'target/before/migration/V0.9__mistake.sql').text = 'SELECT 1;'
return true
