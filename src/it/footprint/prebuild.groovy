import io.pgmi.maven.it.ItServer

ItServer.point(basedir, ['pgmi.database': 'postgres', 'pgmi.username': ItServer.ROLE, 'pgmi.serverId': 'it'])
new File(basedir, 'servers.xml').text =
        "<settings><servers><server><id>it</id><password>${ItServer.PASSWORD}</password></server></servers></settings>"
return true
