import groovy.json.JsonSlurper

def online = new JsonSlurper().parse(new File(basedir, 'target/pgmi/connection.json'), 'UTF-8')
assert online.outcome == 0
assert online.server.version.startsWith('18')
assert online.server.database == 'postgres' && !online.server.databaseExists
assert online.notices.any { it.contains('it_check_connection_online') }
assert online.server.authentication == 'trust'
assert online.server.tls == null
assert online.server.deployLock == [free: true, holder: null]
assert online.server.pooler == 'none'
assert online.server.timeZone == 'Asia/Tokyo'
assert new File(basedir, 'build.log').text.contains('deploy lock')
return true
