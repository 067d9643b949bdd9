try {
    return ['git', '--version'].execute().waitFor() == 0
} catch (IOException e) {
    println "The release test is skipped: there is no git here (${e.message})"
    return false
}
