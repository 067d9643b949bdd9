import io.pgmi.maven.it.ItServer
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher

ItServer.point(basedir, ['pgmi.database': 'postgres'])
def cipher = new DefaultPlexusCipher()
new File(basedir, 'security.xml').text =
    "<settingsSecurity><master>${cipher.encryptAndDecorate('the master', 'settings.security')}</master></settingsSecurity>"
def own = cipher.encryptAndDecorate('sentinel-own', 'the master')
def foreign = cipher.encryptAndDecorate('sentinel-foreign', 'another master')
new File(basedir, 'servers.xml').text = """<settings><servers>
<server><id>plain</id><username>u</username><password>sentinel-plain</password></server>
<server><id>own</id><password>${own}</password></server>
<server><id>foreign</id><password>${foreign}</password><passphrase>${foreign}</passphrase></server>
<server><id>azure</id><configuration><azureClientSecret>${foreign}</azureClientSecret></configuration></server>
</servers></settings>"""
return true
