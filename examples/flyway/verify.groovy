import io.pgmi.maven.it.ItServer

def history = { database -> ItServer.query(database, """
    SELECT concat_ws(' ', installed_rank, COALESCE(version, '-'), type, script, success)
    FROM flyway_schema_history ORDER BY installed_rank""") }
def log = new File(basedir, 'build.log').text
def later = ['V2.9__transfer.sql', 'V2.10__transfer_currency.sql', '2026/V3_0__search_path.sql']

// What Flyway had applied came not again, the rest in the order of versions, and Flyway had nothing left to do.
assert history('it_flyway') == [
    '1 0.9 SQL V0.9__mistake.sql t', '2 1 SQL V1__account.sql t', '3 2 SQL V2__owner_with_default.sql t',
    '4 - SQL R__rich_account.sql t', '5 0.9 DELETE V0.9__mistake.sql t', '6 2.9 SQL V2.9__transfer.sql t',
    '7 2.10 SQL V2.10__transfer_currency.sql t', '8 3.0 SQL 2026/V3_0__search_path.sql t', '9 - SQL R__rich_account.sql t']
assert ItServer.query('it_flyway', "SELECT currency FROM rich_account ORDER BY id") == ['EUR']
assert history('it_flyway_new') == [
    '1 1 SQL V1__account.sql t', '2 2 SQL V2__owner_with_default.sql t', '3 2.9 SQL V2.9__transfer.sql t',
    '4 2.10 SQL V2.10__transfer_currency.sql t', '5 3.0 SQL 2026/V3_0__search_path.sql t', '6 - SQL R__rich_account.sql t']
assert history('it_flyway_baseline') == ['1 1 BASELINE << Flyway Baseline >> t', '2 2 SQL V2__owner_with_default.sql t',
    '3 2.9 SQL V2.9__transfer.sql t', '4 2.10 SQL V2.10__transfer_currency.sql t', '5 3.0 SQL 2026/V3_0__search_path.sql t',
    '6 - SQL R__rich_account.sql t']
assert log.count('is up to date. No migration necessary.') == 3
// Two databases had everything yet to come, one all but the first, one the last three.
assert log.count('applying ./migration/V1__account.sql') == 1
assert log.count('applying ./migration/V2__owner_with_default.sql') == 2
assert log.count('applying ./migration/R__rich_account.sql') == 3
later.each { assert log.count("applying ./migration/${it}") == 3 }
assert !log.contains('applying ./migration/U')

[   './migration/V1.5__late.sql is new, but 3 was applied before',
    './migration/V1__account.sql was applied and is not there',
    './migration/V2__owner_with_default.sql was changed after it had been applied',
    './migration/V4_0__again.sql and ./migration/V4__placeholder.sql have the same version',
    './migration/V4__placeholder.sql has ${nowhere}, and there is no such parameter',
    './migration/V5__index.sql.conf is a callback, a baseline or a configuration, which only Flyway itself can run',
    './migration/afterMigrate.sql is a callback, a baseline or a configuration, which only Flyway itself can run'
].each { assert log.contains(it) }
return true
