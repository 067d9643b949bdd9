import io.pgmi.maven.it.ItServer

ItServer.point(basedir, [
    'pgmi.database': ItServer.database(basedir),
    'pgmi.param.typed_over_pom': 'typed',
    'pgmi.param.Typed': 'typed too'])
return true
