def log = new File(basedir, 'build.log').text

assert log.count('applying ./migrations/001_account.sql') == 1
assert log.count('applying ./migrations/002_opened.sql') == 1
def phases = ['1-before: ./before/roles.sql', '1-before/2: ./after/grants.sql', '2-schema: ./schema/ledger.sql', '3-after: ./after/grants.sql']
def at = 0
(phases + phases).each { line ->
    at = log.indexOf(line, at)
    assert at >= 0 : "no '${line}' where it belongs"
}
assert log.contains('./tenant/invoice.sql in north')
assert log.contains('./tenant/invoice.sql in south')
assert log.contains('HINT: Give -Dpgmi.param.env=dev or prod.')
return true
