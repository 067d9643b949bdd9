import io.pgmi.maven.it.ItServer
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher

ItServer.point(basedir, ['pgmi.database': 'postgres'])
new File(basedir, 'test.properties').text = new File(basedir, 'test.properties').readLines().findAll { !it.startsWith('pgmi.username') }.join('\n') + '\n'
new File(basedir, 'security4.xml').text = '''<settingsSecurity>
<modelVersion>4.0.0</modelVersion>
<defaultDispatcher>master</defaultDispatcher>
<configurations><configuration><name>master</name><properties>
<property><name>source</name><value>env:PGMI_IT_MASTER</value></property>
<property><name>cipher</name><value>AES/GCM/NoPadding</value></property>
</properties></configuration></configurations>
</settingsSecurity>'''
// Maven 4's own dispatcher, from the Maven that this test runs on: mvnenc itself wants a terminal. Its master password
// comes from a system property here, because this JVM has no such variable.
def target = basedir.parentFile.parentFile.parentFile.parentFile
def jar = new File(target, 'maven-4').listFiles()
    .collect { new File(it, 'lib') }.find { it.directory }.listFiles().find { it.name.startsWith('plexus-sec-dispatcher') }
def loader = new URLClassLoader([jar.toURI().toURL()] as URL[], ClassLoader.platformClassLoader)
def make = { String name, Object... arguments ->
    loader.loadClass('org.codehaus.plexus.components.' + name).constructors.find { it.parameterCount == arguments.length }
        .newInstance(arguments)
}
def secret = { String master, String text ->
    System.setProperty('pgmi.it.master', master)
    def file = new File(basedir, 'making.xml')
    file.text = new File(basedir, 'security4.xml').text.replace('env:PGMI_IT_MASTER', 'system-property:pgmi.it.master')
    def dispatcher = make('secdispatcher.internal.dispatchers.MasterDispatcher',
        ['AES/GCM/NoPadding': make('secdispatcher.internal.cipher.AESGCMNoPadding')],
        ['system-property': make('secdispatcher.internal.sources.SystemPropertyMasterSource')])
    make('secdispatcher.internal.DefaultSecDispatcher', [master: dispatcher], file.toPath()).encrypt(text, [:])
}
def server = { String id, String password ->
    "<server><id>${id}</id><username>${ItServer.ROLE}</username><password>${password}</password></server>"
}
def settings = { String name, String... servers ->
    new File(basedir, name).text = "<settings><servers>${servers.join()}</servers></settings>"
}
settings('servers.xml', server('native', secret('the master', ItServer.PASSWORD)))
settings('broken.xml', server('plain', 'sentinel-plain'), server('foreign', secret('another master', 'sentinel-foreign')))
settings('legacy.xml', server('legacy', new DefaultPlexusCipher().encryptAndDecorate('sentinel-legacy', 'the master')))
return true
