// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgmi.SourcePosition;
import io.pgmi.maven.CiServer.Finding;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What each CI server documents of its commands, and what text must become in them. */
class CiServerTest {
    private static final Path WORKSPACE = Path.of("work").toAbsolutePath();
    private static final Finding NASTY =
            finding(WORKSPACE.resolve("db/a,b:c.sql").toString(), "100% ::sure::\r\nnext; line [x] | it's");

    private static Finding finding(String file, String message) {
        return new Finding(true, "failed: 1, 2", message, new SourcePosition(file, 3, 14), "23514");
    }

    @Test
    void gitHubEscapesDataAndPropertiesDifferently() {
        assertThat(new GitHubActions(WORKSPACE).annotation(NASTY))
                .isEqualTo("::error file=db/a%2Cb%3Ac.sql,line=3,col=14,title=failed%3A 1%2C 2"
                        + "::100%25 ::sure::%0D%0Anext; line [x] | it's");
    }

    @Test
    void gitHubIsToldAFileOutsideOfItsWorkspaceAsItIs() {
        String file = WORKSPACE.resolveSibling("elsewhere.sql").toString();
        assertThat(new GitHubActions(WORKSPACE).annotation(finding(file, "m")))
                .contains("file=" + GitHubActions.property(file.replace('\\', '/')) + ",line");
        assertThat(new GitHubActions(null).annotation(finding(file, "m"))).contains("elsewhere.sql,line=3");
    }

    @Test
    void whatHasNoPlaceIsToldWithoutOne() {
        Finding warning = new Finding(false, "pgmi", "careful", null, null);
        assertThat(new GitHubActions(WORKSPACE).annotation(warning)).isEqualTo("::warning title=pgmi::careful");
        assertThat(new AzurePipelines().annotation(warning))
                .isEqualTo("##vso[task.logissue type=warning]pgmi: careful");
        assertThat(new TeamCity().annotation(warning))
                .isEqualTo("##teamcity[message text='pgmi|ncareful' status='WARNING']");
    }

    @Test
    void teamCityGetsOneLineOfAscii() {
        Finding finding = finding("/db/x.sql", "100% |it's| [ü]\r\n\ud83d\ude00");
        assertThat(new TeamCity().annotation(finding))
                .isEqualTo("##teamcity[buildProblem description='failed: 1, 2|n/db/x.sql:3:14: 100% ||it|'s|| "
                        + "|[|0x00FC|]|r|n|0xD83D|0xDE00']");
    }

    @Test
    void azureGetsTheAbsolutePath() {
        assertThat(new AzurePipelines().annotation(finding("/db/a;b].sql", "100%; [x]\r\nnext")))
                .isEqualTo("##vso[task.logissue type=error;sourcepath=/db/a%3Bb%5D.sql;linenumber=3;columnnumber=14;"
                        + "code=23514]failed: 1, 2: 100%AZP25%3B [x%5D%0D%0Anext");
    }

    @Test
    void gitLabGetsASection() {
        GitLab gitLab = GitLab.forModule("shop database (ä)");
        Instant at = Instant.ofEpochSecond(1_560_896_352);
        assertThat(gitLab.begin(at))
                .isEqualTo("\u001b[0Ksection_start:1560896352:pgmi_deploy_shop_database____\r\u001b[0Kpgmi:deploy");
        assertThat(gitLab.end(at))
                .isEqualTo("\u001b[0Ksection_end:1560896352:pgmi_deploy_shop_database____\r\u001b[0K");
        assertThat(gitLab.annotation(NASTY)).isNull();
    }
}
