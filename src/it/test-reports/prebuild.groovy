import io.pgmi.maven.it.ItServer

ItServer.createDatabase(ItServer.database(basedir))
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir)])
def reports = new File(basedir, 'target/pgmi-reports')
reports.mkdirs()
new File(reports, 'TEST-pgmi-gone.xml').text = 'of an earlier run'
return true
