def log = new File(basedir, 'build.log').text
def second = log.lastIndexOf('Deploying ')
def first = log.substring(0, second)
// In the order in which they were raised, each line at its level, and the error below them.
def story = ['[INFO]   first of two lines', '[INFO]   ::warning::second', '[INFO]   DETAIL: the detail',
    '[INFO]   HINT: the hint', '[WARNING]   careful', '[INFO]   [pgmi] Test: ./__test__/b_depends.sql',
    '[ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 1', 'BUILD FAILURE', 'pgmi:deploy failed with outcome 13:',
    'ERROR P0004: Failed in ./__test__/b_depends.sql: as asked']
def at = 0
story.each { line ->
    at = first.indexOf(line, at)
    assert at >= 0 : "no '${line}' where it belongs"
}
assert !first.contains('only for the curious')
// The place stands where it can be clicked: at the start of a line.
assert first =~ /(?m)^\[ERROR\] \S+\.sql:\d+:\d+: ERROR P0004/
def passed = log.substring(second)
assert passed.contains('[INFO]   only for the curious')
assert passed.contains('[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0')
assert !log.contains('\u001b')
return true
