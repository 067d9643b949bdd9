// A local repository with all that the plugin needs, and none of the providers.
def all = localRepositoryPath.toPath()
def lean = new File(basedir, 'lean').toPath()
['io/pgmi', 'org/postgresql', 'org/yaml', 'org/jspecify', 'org/tukaani', 'org/apache', 'org/junit'].each { group ->
    def root = all.resolve(group).toFile()
    assert root.directory: group
    root.eachFileRecurse(groovy.io.FileType.FILES) { file ->
        if (!file.path.contains('pgmi-auth-')) {
            def copy = lean.resolve(all.relativize(file.toPath()).toString())
            java.nio.file.Files.createDirectories(copy.parent)
            java.nio.file.Files.copy(file.toPath(), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING)
        }
    }
}
return true
