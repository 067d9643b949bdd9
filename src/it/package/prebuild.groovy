// Not in the tree, where they would look like secrets of this project.
new File(basedir, 'db/src/main/pgmi/.env').text = 'PGPASSWORD=sentinel-5fd2'
new File(basedir, 'db/src/main/pgmi/client.key').text = 'sentinel-5fd2'
return true
