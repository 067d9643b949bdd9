import io.pgmi.maven.it.ItServer
import java.util.zip.ZipEntry
import java.util.zip.ZipOutputStream

assert !new File(basedir, 'pom.xml').exists()
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir)])

// As if somebody had installed it.
def zip = new File(localRepositoryPath as File, 'io/pgmi/it/by-hand/1.0/by-hand-1.0-pgmi.zip')
zip.parentFile.mkdirs()
new ZipOutputStream(zip.newOutputStream()).withCloseable {
    it.putNextEntry(new ZipEntry('deploy.sql'))
    it << 'CREATE TABLE by_hand AS SELECT count(*) AS files FROM pgmi_source_view;'
    it.closeEntry()
}
return true
