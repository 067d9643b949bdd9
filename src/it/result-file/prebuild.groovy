import io.pgmi.maven.it.ItServer

ItServer.createDatabase(ItServer.database(basedir))
ItServer.point(basedir, ['pgmi.database': ItServer.database(basedir)])
new File(basedir, 'unwritable').mkdirs()
new File(basedir, 'unwritable/pgmi').text = 'a file where a folder should be'
new File(basedir, 'shared/failsafe-reports').mkdirs()
new File(basedir, 'shared/failsafe-reports/TEST-com.example.ShopIT.xml').text = 'another plugin\'s'
return true
