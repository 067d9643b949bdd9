// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at the page in a real browser, at the width of a desk and of a phone, in light and in dark. */
class DeployHtmlBrowserIT {
    private static @Nullable String browser;

    @TempDir
    Path folder;

    @BeforeAll
    static void findBrowser() {
        browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse(null);
        if (browser == null) {
            System.out.println("The report's page is not looked at: there is no chromium or google-chrome here");
        }
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        assumeTrue(browser != null, "there is no chromium or google-chrome here");
        List<String> command = new ArrayList<>(List.of(
                browser,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile")));
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the browser does not end: " + Files.readString(folder.resolve("errors.txt")));
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /**
     * A page around the page, as wide as asked for, since a browser's window cannot be as narrow as a phone. It tells what the
     * layout came to.
     */
    private Path frame(DeployReport report, int width) throws IOException {
        String page = DeployHtml.page(report).replaceFirst("<meta http-equiv[^>]*>", "");
        Files.writeString(folder.resolve("page.html"), page);
        String measuring = """
                <!DOCTYPE html><html><head><meta charset="utf-8"></head><body style="margin:0">
                <iframe id="frame" style="border:0;width:%dpx;height:2400px" srcdoc="%s"></iframe><pre id="result"></pre>
                <script>
                const frame = document.getElementById('frame');
                frame.onload = () => {
                  const page = frame.contentDocument, style = e => frame.contentWindow.getComputedStyle(e);
                  const wide = [...page.querySelectorAll('main *')].filter(e => !e.closest('pre')
                    && e.getBoundingClientRect().right > %d + 1).map(e => e.tagName + ' ' + e.textContent.slice(0, 40));
                  document.getElementById('result').textContent = 'RESULT ' + JSON.stringify({
                    scroll: page.documentElement.scrollWidth, wide: wide,
                    text: style(page.querySelector('main')).color, back: style(page.body).backgroundColor,
                    injected: page.querySelectorAll('script, b').length, rows: page.querySelectorAll('tbody tr').length
                  });
                };
                </script></body></html>
                """.formatted(width, page.replace("&", "&amp;").replace("\"", "&quot;"), width);
        return Files.writeString(folder.resolve("frame.html"), measuring);
    }

    @ParameterizedTest
    @CsvSource({"1280, false", "1280, true", "390, false", "390, true"})
    void thePageFitsAndIsReadable(int width, boolean dark) throws IOException, InterruptedException {
        for (DeployReport report : List.of(SampleReports.success(), SampleReports.failure())) {
            String scheme = "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1);
            String dom = run("--dump-dom", scheme, frame(report, width).toUri().toString());
            String result = dom.substring(dom.indexOf("RESULT ", dom.indexOf("<pre id=\"result\">")));
            assertThat(result).contains("\"scroll\":" + width + ",\"wide\":[],").contains("\"injected\":0");
            assertThat(result)
                    .contains(
                            dark
                                    ? "\"text\":\"rgb(230, 232, 235)\",\"back\":\"rgb(22, 24, 28)\""
                                    : "\"text\":\"rgb(26, 28, 31)\",\"back\":\"rgb(255, 255, 255)\"");
            Path image = folder.resolve("page.png");
            run(
                    "--screenshot=" + image,
                    "--window-size=" + Math.max(500, width) + ",2400",
                    scheme,
                    frame(report, width).toUri().toString());
            BufferedImage seen = ImageIO.read(image.toFile());
            assertThat(seen.getRGB(2, 2) & 0xFFFFFF).isEqualTo(dark ? 0x16181C : 0xFFFFFF);
            keep(image, report, width, dark);
        }
    }

    /** For people who want to look, too. */
    private static void keep(Path image, DeployReport report, int width, boolean dark) throws IOException {
        Path shots = Files.createDirectories(Path.of("target", "screenshots"));
        String name = report.outcome().name().toLowerCase(java.util.Locale.ROOT) + "-" + width + (dark ? "-dark" : "")
                + ".png";
        Files.copy(image, shots.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
