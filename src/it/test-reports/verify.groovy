import groovy.xml.XmlSlurper

def reports = new File(basedir, 'target/pgmi-reports')
assert (reports.list() as List).sort() == ['TEST-pgmi-__test__.xml', 'TEST-pgmi-orders.__test__.xml']
def read = { new XmlSlurper(false, false).parse(new File(reports, it)) }

def root = read('TEST-pgmi-__test__.xml')
assert root.testcase.collect { it.@name.text() } == ['quick.sql', 'slow.sql']
assert root.testcase[1].@time.text().toDouble() >= 0.2
assert root.@time.text().toBigDecimal() == root.testcase.sum { it.@time.text().toBigDecimal() }

def orders = read('TEST-pgmi-orders.__test__.xml')
assert [orders.@tests, orders.@failures, orders.@errors, orders.@skipped]*.text() == ['3', '1', '0', '1']
def failed = orders.testcase[1]
assert failed.@name == 'deep/b.sql' && failed.failure.@type == 'SH001'
assert failed.failure.@message == 'Failed in ./orders/__test__/deep/b.sql: no order without a customer'
assert failed.'system-out' == 'NOTICE: about to <fail> & "end"\n'
assert orders.testcase[2].skipped.@message.text().startsWith('not reached')

assert new File(basedir, 'build.log').text.contains('Tests run: 5, Failures: 1, Errors: 0, Skipped: 1')

// Maven 3's report plugins and Maven 4's put it into folders of different names.
def html = ['reports', 'site'].collect { new File(basedir, "target/$it/surefire.html") }.find { it.exists() }
def text = html.text.replaceAll(/<[^>]+>/, ' ').replaceAll(/\s+/, ' ')
assert text =~ /Tests Errors Failures Skipped Success Rate Time 5 0 1 1 60(\.0)?%/
assert text.contains('no order without a customer')
return true
