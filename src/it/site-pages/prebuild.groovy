import io.pgmi.maven.it.ItServer
import java.nio.file.Files

def site = ItServer.project().resolve('../src/site').normalize()
Files.walk(site).withCloseable { files ->
    files.filter { Files.isRegularFile(it) }.forEach {
        def copy = basedir.toPath().resolve('src/site').resolve(site.relativize(it).toString())
        Files.createDirectories(copy.parent)
        Files.copy(it, copy)
    }
}
return true
