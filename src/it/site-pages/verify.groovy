import groovy.json.JsonSlurper
import java.util.concurrent.TimeUnit

def site = new File(basedir, 'target/site')
def pages = new File(basedir, 'src/site/markdown').list().collect { it.replace('.md', '.html') }.sort()
assert pages.size() > 15

// A link leads to a page that is there, and to the heading that it names. The goals' page is a report, and those are not built here.
pages.each { page ->
    def html = new File(site, page).text
    (html =~ /<a[^>]* href="(?!\w+:)([^"#]*)#?([^"]*)"/).each { all, target, heading ->
        def file = target ? new File(site, target) : new File(site, page)
        if (target != 'pgmi-maven-plugin/plugin-info.html') {
            assert file.exists() : "${page} leads to ${target}"
            assert !heading || file.text.contains("id=\"${heading}\"") : "${page} leads to ${target}#${heading}"
        }
    }
}

def browser = ['chromium', 'chromium-browser', 'google-chrome']
    .collectMany { name -> System.getenv('PATH').split(File.pathSeparator).collect { new File(it, name) } }
    .find { it.canExecute() }
if (browser == null) {
    println 'The site is not looked at: there is no chromium or google-chrome here'
    return true
}

// Every page in a frame as wide as a desk's window and in one as wide as a phone, all measured at once.
def looks = [pages, [1280, 390]].combinations()
def frames = looks.collect { page, width ->
    "<iframe data-page='${page}' width='${width}' height='900' style='border:0' src='target/site/${page}'></iframe>" }
new File(basedir, 'looks.html').text = """<!DOCTYPE html><html><body>${frames.join('\n')}<pre id="result"></pre><script>
addEventListener('load', () => {
  const seen = [...document.querySelectorAll('iframe')].map(frame => {
    const page = frame.contentDocument, style = e => frame.contentWindow.getComputedStyle(e);
    const scrolls = e => e && e !== page.body && (['auto', 'scroll'].includes(style(e).overflowX) || scrolls(e.parentElement));
    return {
      page: frame.dataset.page, width: +frame.width, scroll: page.documentElement.scrollWidth,
      wide: [...page.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > +frame.width + 1 && !scrolls(e.parentElement))
        .map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 40)),
      text: page.querySelector('#bodyColumn').getBoundingClientRect().width,
      menuFirst: page.querySelector('#leftColumn').getBoundingClientRect().top < page.querySelector('#bodyColumn').getBoundingClientRect().top,
      broken: [...page.images].filter(i => !i.naturalWidth).map(i => i.src)
    };
  });
  document.getElementById('result').textContent = 'RESULT ' + JSON.stringify(seen) + ' END';
});
</script></body></html>"""
def output = new File(basedir, 'browser.txt')
def process = new ProcessBuilder(browser.path, '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
    '--hide-scrollbars', '--allow-file-access-from-files', "--user-data-dir=${new File(basedir, 'profile')}".toString(), '--dump-dom',
    new File(basedir, 'looks.html').toURI().toString())
    .redirectOutput(output).redirectError(new File(basedir, 'browser-errors.txt')).start()
if (!process.waitFor(120, TimeUnit.SECONDS)) {
    process.destroyForcibly()
    assert false : 'the browser does not end'
}
new File(basedir, 'profile').deleteDir()
def dom = output.getText('UTF-8')
def seen = new JsonSlurper().parseText((dom =~ /(?s)RESULT (\[.*\]) END/)[0][1].replace('&lt;', '<').replace('&gt;', '>').replace('&amp;', '&'))
assert seen.size() == looks.size()
def faults = seen.findAll { it.scroll > it.width || it.wide || it.broken || it.menuFirst || it.text < (it.width == 390 ? 320 : 900) }
faults.each { println it }
assert faults.isEmpty()
return true
