import io.pgmi.maven.it.ItServer

ItServer.createDatabase(ItServer.database(basedir))
def server = ItServer.connect('postgres').metaData.URL.replaceAll('^jdbc:postgresql://|/postgres$', '')
// Not with -D, which shows in the process list: the secret goes where users put it.
new File(basedir, 'src/main/pgmi/.env').text =
    "PGMI_CONNECTION_STRING=postgresql://postgres:sentinel-5f2c9e@${server}/${ItServer.database(basedir)}\n"
return true
