def log = new File(basedir, 'build.log').text
assert log.contains("auth provider 'google' (-Dpgmi.google) cannot be had: io.pgmi:pgmi-auth-google:")
assert log.contains('Maven is offline.')
assert log.contains('mvn dependency:get -Dartifact=io.pgmi:pgmi-auth-google:')
assert log.contains('<artifactId>pgmi-auth-google</artifactId>')
return true
