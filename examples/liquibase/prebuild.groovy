import io.pgmi.maven.it.ItServer

['it_liquibase', 'it_liquibase_new'].each { ItServer.createDatabase(it) }
ItServer.point(basedir, ['liquibase.analytics.enabled': 'false'])

def source = new File(basedir, 'src/main/resources').toPath()
def copy = { name ->
    source.toFile().eachFileRecurse(groovy.io.FileType.FILES) {
        def file = new File(basedir, "target/${name}/${source.relativize(it.toPath())}")
        file.parentFile.mkdirs()
        file.bytes = it.bytes
    }
    return new File(basedir, "target/${name}/db/changelog")
}
assert new File(copy('before'), '003_rich_account.sql').delete()
def changed = new File(copy('changed'), '003_rich_account.sql')
changed.text = changed.text.replace('balance > 50', 'balance >= 0')
def refused = copy('refused')
new File(refused, '001_account.sql').renameTo(new File(refused, '000_account.sql'))
def owner = new File(refused, '002_owner.sql')
owner.text = owner.text.replace('VALUES (2, 0)', 'VALUES (2, 1)')
new File(refused, '004_index.sql').text = '''--liquibase formatted sql
--changeset ann:concurrent runInTransaction:false splitStatements:true
CREATE INDEX CONCURRENTLY account_balance ON account (balance);
--changeset ann:careful
--preconditions onFail:MARK_RAN
SELECT 1;
--changeset ann:careful
SELECT 2;
'''
new File(refused, '005_quoted.sql').text = '''--liquibase formatted sql
--changeset "ann smith":1
SELECT 1;
'''
new File(refused, '006_raw.sql').text = 'SELECT 1;'
return true
