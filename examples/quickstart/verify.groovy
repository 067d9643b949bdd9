def log = new File(basedir, 'build.log').text
assert log.contains('Tests run: 2, Failures: 0, Errors: 0, Skipped: 0')
assert log.contains('Tests run: 4, Failures: 0, Errors: 0, Skipped: 0')
// The order of the story: what was started, what ran, which tests, where the result is.
def story = ['PostgreSQL ', 'running ./schema/010_tables.sql', 'running ./views/revenue.sql', 'sample products loaded',
    '[pgmi] Test: ./__test__/country_reference.sql', '[pgmi] Test: ./__test__/orders/stock_goes_down.sql',
    'jdbc:postgresql://127.0.0.1:']
def at = 0
story.each { line ->
    at = log.indexOf(line, at)
    assert at >= 0 : "no '${line}' where it belongs"
}
return true
