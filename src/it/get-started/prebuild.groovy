import io.pgmi.maven.it.ItServer

// Each piece of code that is not a command goes into the file that was named last before it.
def page = ItServer.project().resolve('../src/site/markdown/get-started.md').toFile().getText('UTF-8')
def files = [:]
def name = null
(page =~ /(?s)`([\w\/.]+\.(?:xml|sql))`|```(?:xml|sql)\r?\n(.*?)```/).each { all, named, code ->
    if (named) {
        name = named
    } else {
        assert name != null && !files.containsKey(name) : "where does this belong? ${code}"
        files[name] = code
    }
}
[basedir, new File(basedir, 'changed')].each { folder ->
    files.each { path, code ->
        def file = new File(folder, path)
        file.parentFile.mkdirs()
        file.setText(code, 'UTF-8')
    }
}
def table = new File(basedir, 'changed/src/main/pgmi/tables/note.sql')
assert table.text.contains(' CHECK (length(body) <= 280)')
table.text = table.text.replace(' CHECK (length(body) <= 280)', '')
context.put('files', files.keySet())
return true
