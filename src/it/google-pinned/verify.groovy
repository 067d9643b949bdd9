import io.pgmi.maven.it.ItServer

context.google.cloud.close()
['orders', 'billing'].each {
    assert ItServer.query("it_google_pinned_$it", 'SELECT role FROM login') == ['deployer@shop.iam'] * 2
}
def log = new File(basedir, 'build.log').text
assert log.contains('shop:europe-west1:main:3307')
assert !log.contains('sentinel-')
assert !log.contains('PRIVATE KEY')
return true
