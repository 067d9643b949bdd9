def log = new File(basedir, 'build.log').text
def runs = log.split('Scanning for projects').drop(1)
assert runs.size() == 6
def file = new File(basedir, 'src/main/pgmi/deploy.sql').canonicalPath
def property = file.replace('\\', '/').replace(':', '%3A').replace(',', '%2C')
def mark = /(?m)^(::|##|\u001b).*/

// Each at the start of a line, because GitHub looks nowhere else, and whole.
assert (runs[0] =~ mark).size() == 1
assert runs[0] =~ "(?m)^::error file=${java.util.regex.Pattern.quote(property)},line=2,col=13,title=pgmi%3Adeploy failed with outcome 13::ERROR P0001: 50%25, \\[two\\]%0Alines%0A.*"
assert (runs[1] =~ mark).size() == 1
assert runs[1] =~ /(?m)^##teamcity\[buildProblem description='pgmi:deploy failed with outcome 13\|n.*deploy\.sql:2:13: ERROR P0001: 50%, \|\[two\|\]\|nlines\|n.*'\]/
assert (runs[2] =~ mark).size() == 1
assert runs[2] =~ /(?m)^##vso\[task\.logissue type=error;sourcepath=.*deploy\.sql;linenumber=2;columnnumber=13;code=P0001\]pgmi:deploy failed with outcome 13: ERROR P0001: 50%AZP25, \[two%5D%0Alines%0A.*/
assert runs[3].count('section_') == 2
// What reads a build's output for the log takes a carriage return for the end of a line.
def section = runs[3] =~ /(?s)\u001b\[0Ksection_start:\d+:pgmi_deploy_ci-annotations[\r\n]\u001b\[0Kpgmi:deploy\n(.*)\u001b\[0Ksection_end:\d+:pgmi_deploy_ci-annotations[\r\n]\u001b\[0K/
assert section.find()
assert section.group(1).contains('Connected: PostgreSQL')
assert !(runs[4] =~ mark)
assert runs[4].contains('failed with outcome 13')
assert runs[5].contains("outcome 10: ciAnnotations is 'jenkins'. Write auto, false, github, gitlab, teamcity or azure")
assert !log.contains('sentinel-7d1c90')
return true
