import groovy.io.FileType

context.aws.close()
/** Paths of all jars and POMs below a repository. */
def artifacts = { String repository ->
    def root = new File(basedir, repository).toPath()
    def found = [] as TreeSet
    root.toFile().eachFileRecurse(FileType.FILES) {
        if (it.name =~ /\.(jar|pom)$/) {
            found << root.relativize(it.toPath()).toString().replace('\\', '/')
        }
    }
    found
}
def log = new File(basedir, 'build.log').text
assert log.count('BUILD SUCCESS') == 2
assert log.contains('Downloaded from built') && !log.contains('Downloaded from central')
def password = artifacts('password')
assert password.any { it.startsWith('io/pgmi/pgmi-maven-plugin/') && it.endsWith('.jar') }
def cloud = ~/^(software\/amazon|com\/azure|com\/microsoft|com\/google|com\/fasterxml|net\/java\/dev\/jna|io\/grpc|io\/netty|io\/opencensus|io\/projectreactor|org\/reactivestreams|org\/apache\/httpcomponents|io\/pgmi\/pgmi-auth-)/
assert password.findAll { it =~ cloud }.empty

// It logged in with a token.
assert context.aws.door.passwords().size() >= 1 && context.aws.door.refusals() == []
def added = artifacts('aws') - password
// POMs of what Maven has itself are looked at, too.
def ofAws = ~/^(org\/slf4j\/.*\.pom$|software\/amazon\/|org\/reactivestreams\/|io\/pgmi\/pgmi-auth-aws\/)/
assert added.findAll { !(it =~ ofAws) }.empty
['io/pgmi/pgmi-auth-aws/', 'software/amazon/awssdk/rds/'].each { name -> assert added.any { it.startsWith(name) && it.endsWith('.jar') } }
def jars = added.findAll { it.endsWith('.jar') }
println "-Dpgmi.aws brings ${jars.size()} jars, ${jars.sum { new File(basedir, 'aws/' + it).length() }} bytes"
return true
