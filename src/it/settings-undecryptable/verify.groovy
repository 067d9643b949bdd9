import groovy.json.JsonSlurper

def report = { String folder -> new JsonSlurper().parse(new File(basedir, "${folder}/pgmi/connection.json"), 'UTF-8') }
// Both values that cannot be read are told, and neither is used as it stands.
def used = report('used')
assert used.outcome == 10
assert used.problems*.field == ['password', 'sslPassword']
assert used.problems.every { it.origin == "server 'foreign' in settings.xml" && it.message.contains('another master password') }
assert used.problems[0].message.contains('<password>') && used.problems[1].message.contains('<passphrase>')
assert !used.fields.password.set

assert report('unused').outcome == 0

def noMaster = report('no-master')
assert noMaster.problems.size() == 1
assert noMaster.problems[0].message.contains('no-such-file.xml') && noMaster.problems[0].message.contains('--encrypt-master-password')

assert report('configuration').problems*.field == ['azureClientSecret']
return true
