// As in mvnd, which Central does not have: Maven's container, and with it the plugin's classes and singletons, stays while build
// follows build, each a session of its own. There is no pgmi:stop, so the end of the session has to stop the server.
def home = new File(System.getProperty('maven.home'))
def jars = ['boot', 'lib'].collectMany { new File(home, it).listFiles().toList() }.findAll { it.name.endsWith('.jar') }
def loader = new URLClassLoader(jars*.toURI()*.toURL() as URL[], ClassLoader.platformClassLoader)
def type = { loader.loadClass(it) }
def created = { type(it).getConstructor().newInstance() }

def before = Thread.currentThread().contextClassLoader
def logSetting = 'org.slf4j.simpleLogger.logFile'
def logBefore = System.getProperty(logSetting)
try {
    System.setProperty(logSetting, new File(basedir, 'core.log').path)
    Thread.currentThread().contextClassLoader = loader
    def world = type('org.codehaus.plexus.classworlds.ClassWorld').getConstructor(String, ClassLoader).newInstance('plexus.core', loader)
    def configuration = created('org.codehaus.plexus.DefaultContainerConfiguration')
    configuration.setClassWorld(world).setRealm(world.getClassRealm('plexus.core')).setClassPathScanning('index')
    configuration.setAutoWiring(true).setJSR250Lifecycle(true)
    def container = type('org.codehaus.plexus.DefaultPlexusContainer')
            .getConstructor(type('org.codehaus.plexus.ContainerConfiguration')).newInstance(configuration)
    // What a script prints may get into the log of another test.
    container.loggerManager.setThresholds(type('org.codehaus.plexus.logging.Logger').LEVEL_FATAL)
    def maven = container.lookup(type('org.apache.maven.Maven'))
    def populator = container.lookup(type('org.apache.maven.execution.MavenExecutionRequestPopulator'))
    for (build in 1..3) {
        def user = new Properties()
        user.putAll(['pgmi.database': "build_$build".toString(), 'aether.enhancedLocalRepository.trackingFilename': 'none'])
        def system = new Properties()
        system.putAll(System.properties)
        def request = created('org.apache.maven.execution.DefaultMavenExecutionRequest')
        request.setMultiModuleProjectDirectory(basedir)
        request.setBaseDirectory(basedir).setPom(new File(basedir, 'pom.xml')).setGoals(['pgmi:start', 'pgmi:deploy'])
        request.setUserProperties(user).setSystemProperties(system).setStartTime(new Date())
        request.setOffline(true).setInteractiveMode(false).setLocalRepositoryPath("$localRepositoryPath".toString())
        populator.populateDefaults(request)
        def result = maven.execute(request)
        assert result.exceptions.isEmpty()
        def json = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/pgmi/deploy.json'), 'UTF-8')
        assert json.status == 'success'
        assert json.database == "build_$build"
        assert json.server.created
        assert !new File(basedir, 'target/pgmi/postgres/data/postmaster.pid').exists()
        assert new File(basedir, 'target/pgmi/postgres/server.log').text.contains('database system is shut down')
    }
    container.dispose()
} finally {
    Thread.currentThread().contextClassLoader = before
    logBefore == null ? System.clearProperty(logSetting) : System.setProperty(logSetting, logBefore)
    loader.close()
}

return true
