import io.pgmi.maven.it.ItServer
import java.nio.file.Files
import java.nio.file.attribute.PosixFilePermissions

ItServer.createDatabase(ItServer.database(basedir))
def server = ItServer.connect('postgres').metaData.URL.replaceAll('^jdbc:postgresql://|/postgres$', '')
// Not with -D, which shows in the process list: the secret goes where users put it.
new File(basedir, 'src/main/pgmi/.env').text =
    "PGMI_CONNECTION_STRING=postgresql://postgres:sentinel-dotenv@${server}/${ItServer.database(basedir)}\n"

// A role that the server asks for its password.
def (host, port) = server.split(':')
new File(basedir, 'login').mkdir()
new File(basedir, 'login/pgmi.yaml').text =
    "connection:\n  host: ${host}\n  port: ${port}\n  username: ${ItServer.ROLE}\n  database: postgres\n"
def file = new File(basedir, 'pgpass')
file.text = "*:*:*:${ItServer.ROLE}:${ItServer.PASSWORD}\n"
if (file.toPath().fileSystem.supportedFileAttributeViews().contains('posix')) {
    Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString('rw-------'))
}
def keys = ItServer.project().resolve('../pgmi-core/src/test/resources/io/pgmi/connect/tls')
Files.copy(keys.resolve('ec-pbes2.pem'), basedir.toPath().resolve('client.key'))
Files.copy(keys.resolve('ec.crt'), basedir.toPath().resolve('client.crt'))
return true
