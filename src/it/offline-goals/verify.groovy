import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
assert log.contains('Valid: ')
assert !log.contains('sentinel-6aa0')

def json = new JsonSlurper().parse(new File(basedir, 'target/pgmi/plan.json'), 'UTF-8')
assert json.version == 1
assert json.plan*.path == ['./last.sql', './data.json', './first.sql', './pgmi.yaml', './last.sql']
assert json.plan*.sortKey == ['./0', './data.json', './first.sql', './pgmi.yaml', '~']
assert json.plan[0].id == '6c2ee43f-4ef1-4a5c-a7c5-8d9a2a5e1c11' && !json.plan[0].idempotent
assert json.tests*.stepType == ['fixture', 'test', 'teardown']
assert (log =~ /1  \.\/last\.sql +\.\/0 +not idempotent +The last one/).find()
assert (log =~ /2  test +\.\/__test__\/a\.sql/).find()

assert (log =~ /SQL \.sql +2 files/).find() && (log =~ /data \.json +1 file +3 +bytes/).find()
assert log.contains('Parameters: 1 in pgmi.yaml')
assert (log =~ /head +\S+deploy\.sql:1:1 +4 statements/).find()
assert (log =~ /tail +\S+deploy\.sql:10:1 +1 statement/).find()

// All that is wrong, at once.
assert log.contains('pgmi:validate failed with outcome 10: 3 problems:')
assert (log =~ /deploy\.sql:1:16: CALL pgmi_test cannot take "1"/).find()
assert log.contains('./a.sql:1: id "1" is no UUID')
assert log.contains('pgmi.yaml:2:3: unknown key "connection.prot"')

// An artifact that cannot be had.
assert (log =~ /outcome 10: artifact com\.example:nothing:zip:pgmi:1\.0 \(-Dpgmi\.artifact\) cannot be resolved: /).find()
assert log.contains('Maven is offline: run once without -o')

// First shown, then written.
assert log.contains('Would be put at the top of ./first.sql:') && log.contains('Nothing was written.')
assert log.contains('Written: ./first.sql')
def text = new String(new File(basedir, 'src/main/pgmi/first.sql').bytes, 'UTF-8')
assert text.startsWith('/*\r\n<pgmi-meta id="') && text.endsWith('*/\r\n-- without metadata\r\nSELECT 2;\r\n')
assert new File(basedir, 'src/main/pgmi/last.sql').text.count('pgmi-meta') == 2
return true
