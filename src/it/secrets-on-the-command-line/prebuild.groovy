import io.pgmi.maven.it.ItServer

def server = ItServer.connect('postgres').metaData.URL.replaceAll('^jdbc:postgresql://|/postgres$', '')
new File(basedir, 'test.properties').text =
    "pgmi.connection=postgresql://${ItServer.ROLE}:${ItServer.PASSWORD}@${server}/postgres\n"
return true
