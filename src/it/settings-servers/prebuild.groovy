import io.pgmi.maven.it.ItServer
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher

ItServer.point(basedir, ['pgmi.database': 'postgres'])
new File(basedir, 'test.properties').text = new File(basedir, 'test.properties').readLines().findAll { !it.startsWith('pgmi.username') }.join('\n') + '\n'
def cipher = new DefaultPlexusCipher()
// The passphrase of the master password is a constant of Maven 3.
new File(basedir, 'security.xml').text =
    "<settingsSecurity><master>${cipher.encryptAndDecorate('the master', 'settings.security')}</master></settingsSecurity>"
def encrypted = { cipher.encryptAndDecorate(it, 'the master') }
new File(basedir, 'servers.xml').text = """<settings><servers>
<server><id>plain</id><username>${ItServer.ROLE}</username><password>${ItServer.PASSWORD}</password></server>
<server><id>encrypted</id><username>${ItServer.ROLE}</username><password>${encrypted(ItServer.PASSWORD)}</password></server>
<server><id>client-key</id><username>u</username><privateKey>client.key</privateKey><passphrase>${encrypted('sentinel-phrase')}</passphrase>
  <configuration><azureClientSecret>${encrypted('sentinel-azure')}</azureClientSecret></configuration></server>
</servers></settings>"""
return true
