import io.pgmi.maven.it.ItServer

assert new File(basedir, 'build.log').text.contains("deployed by ${ItServer.ROLE}")

def downloaded = []
new File(basedir, 'empty').eachFileRecurse(groovy.io.FileType.FILES) { downloaded << it }
def jars = downloaded.findAll { it.name.endsWith('.jar') }
def bytes = downloaded.sum { it.length() }
println "Downloaded ${jars.size()} jars, ${bytes} bytes with POMs:"
jars.sort { -it.length() }.each { println "  ${it.length()} ${it.name}" }
assert jars.size() <= 15
assert bytes <= 3_000_000
return true
