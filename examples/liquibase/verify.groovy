import io.pgmi.maven.it.ItServer

def log = new File(basedir, 'build.log').text
def history = { database, more -> ItServer.query(database, """
    SELECT concat_ws(' ', orderexecuted, author, id, filename, exectype, ${more}) FROM databasechangelog ORDER BY orderexecuted""") }

// What Liquibase had run came not again; Liquibase took our rows for its own, which shows by its checksum in them.
assert history('it_liquibase', 'liquibase') == [
    '1 ann 1 db/changelog/001_account.sql EXECUTED 4.33.0', '2 ann 2 db/changelog/001_account.sql EXECUTED 4.33.0',
    '3 ben owner db/changelog/002_owner.sql EXECUTED 4.33.0', '4 ben owner-index db/changelog/002_owner.sql EXECUTED 4.33.0',
    '5 ann rich-account db/changelog/003_rich_account.sql RERAN pgmi']
assert history('it_liquibase_new', "liquibase, md5sum LIKE '9:%'") == [
    '1 ann 1 db/changelog/001_account.sql EXECUTED pgmi t', '2 ann 2 db/changelog/001_account.sql EXECUTED pgmi t',
    '3 ben owner db/changelog/002_owner.sql EXECUTED pgmi t', '4 ben owner-index db/changelog/002_owner.sql EXECUTED pgmi t',
    '5 ann rich-account db/changelog/003_rich_account.sql EXECUTED pgmi t']
['1', '2', 'owner', 'owner-index'].each { id ->
    def checksums = ['it_liquibase', 'it_liquibase_new'].collect {
        ItServer.query(it, "SELECT md5sum FROM databasechangelog WHERE id = '${id}'") }
    assert checksums[0] == checksums[1]
}
assert log.count('Database is up to date, no changesets to execute') == 4
assert log.count('applying ann:1 of ./changelog/001_account.sql') == 1
// Once at first, once because it was changed, once in the other database.
assert log.count('applying ann:rich-account of ./changelog/003_rich_account.sql') == 3
assert ItServer.query('it_liquibase', 'SELECT id FROM rich_account ORDER BY id') == ['1', '2']

[   './changelog/000_account.sql: Liquibase ran ann:1 as a changeset of db/changelog/001_account.sql',
    './changelog/002_owner.sql: ben:owner-index was changed after it had been applied',
    './changelog/004_index.sql: ann:concurrent has "runInTransaction:false", which only Liquibase itself can follow',
    './changelog/004_index.sql: ann:careful has "preconditions", which only Liquibase itself can follow',
    './changelog/004_index.sql: ann:careful is there twice',
    './changelog/005_quoted.sql does not begin with "--liquibase formatted sql", or not every changeset in it is author:id',
    './changelog/006_raw.sql does not begin with "--liquibase formatted sql", or not every changeset in it is author:id'
].each { line -> assert log.readLines().any { it.contains(line) } }
return true
