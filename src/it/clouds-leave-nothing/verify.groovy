import io.pgmi.maven.it.ItServer

context.clouds*.close()
def names = ['aws-one', 'aws-two', 'azure-one', 'azure-two', 'google-one', 'google-two']
def roles = names.collect { ItServer.query('it_clouds_leave_nothing_' + it.replace('-', '_'), 'SELECT role FROM login') }
assert roles == [['iam_deployer'], ['iam_deployer'], ['shop-deployer'], ['machine-role'], ['deployer@shop.iam'], ['attached@shop.iam']]
// One line for each goal, the parent's included, which deploys nothing.
def looked = new File(basedir, 'left-behind.txt').readLines()
assert looked == (['clouds-leave-nothing'] + names).collect { "$it threads [] sockets [] files []".toString() }
assert new File(basedir, 'tmp').list() as List == []
return true
