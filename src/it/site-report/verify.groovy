assert new File(basedir, 'build.log').text.contains('No report: there is no ')

def site = new File(basedir, 'target/site/pgmi.html').text
assert site.contains('<title>') && site.contains('Deployment to it_site_report succeeded')
// Inside of the site's own frame, as markup and not as text about markup.
assert site.contains('<div class="pgmi">') && site.contains('./__test__/a&amp;b.sql') && site.contains('./tables.sql')
assert new File(basedir, 'target/site/project-reports.html').text.contains('href="pgmi.html"')

def alone = new File(basedir, 'target/alone/pgmi.html').text
assert alone == new File(basedir, 'target/pgmi/deploy.html').text
assert alone.contains('./__test__/a&amp;b.sql')
assert !(alone =~ /https?:/)
return true
