// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgmi.DatabaseError;
import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.SourcePosition;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CiAnnotationsTest {
    private static final Path SOURCES = Path.of("work", "db").toAbsolutePath();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static CiServer server(String choice, Map<String, String> variables) {
        return CiAnnotations.server(choice, variables::get, "shop");
    }

    @Test
    void eachServerIsKnownByItsVariable() {
        assertThat(server("auto", Map.of("GITHUB_ACTIONS", "true"))).isEqualTo(new GitHubActions(null));
        assertThat(server("auto", Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", "w")))
                .isEqualTo(new GitHubActions(Path.of("w")));
        assertThat(server("auto", Map.of("GITLAB_CI", "true"))).isEqualTo(new GitLab("pgmi_deploy_shop"));
        assertThat(server("auto", Map.of("TEAMCITY_VERSION", "2024.1"))).isEqualTo(new TeamCity());
        assertThat(server("auto", Map.of("TF_BUILD", "True"))).isEqualTo(new AzurePipelines());
        assertThat(server("auto", Map.of("CI", "true"))).isNull();
        assertThat(server("auto", Map.of())).isNull();
    }

    @Test
    void aChoiceIsTakenAtItsWord() {
        Map<String, String> gitHub = Map.of("GITHUB_ACTIONS", "true");
        assertThat(server("false", gitHub)).isNull();
        assertThat(server(" TeamCity ", gitHub)).isEqualTo(new TeamCity());
        assertThat(server("github", Map.of())).isEqualTo(new GitHubActions(null));
        assertThat(server("true", Map.of("TF_BUILD", "True"))).isEqualTo(new AzurePipelines());
        assertThatThrownBy(() -> server("jenkins", gitHub))
                .isInstanceOfSatisfying(
                        PgmiException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION))
                .hasMessage("ciAnnotations is 'jenkins'. Write auto, false, github, gitlab, teamcity or azure");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aFailureIsToldWithItsPlaceOnce() {
        SourcePosition position =
                new SourcePosition(SOURCES.resolve("deploy.sql").toString(), 7, 2);
        DatabaseError error =
                new DatabaseError("22012", "größer als 100%", null, null, null, position, "SELECT 1/0\n        ^");
        CiAnnotations annotations = new CiAnnotations(new GitHubActions(SOURCES.getParent()), SOURCES, out);
        annotations.failed(new PgmiException(Outcome.SQL_FAILED, error.report(), error, null));
        assertThat(printed())
                .isEqualTo("::error file=db/deploy.sql,line=7,col=2,title=pgmi%3Adeploy failed with outcome 13"
                        + "::ERROR 22012: größer als 100%25%0A    SELECT 1/0%0A            ^\n");
    }

    @Test
    void aPathOfTheProjectIsFoundInIt() {
        DatabaseError error =
                new DatabaseError("22012", "m", null, null, null, new SourcePosition("./a/b.sql", 1, 2), null);
        new CiAnnotations(new AzurePipelines(), SOURCES, out)
                .failed(new PgmiException(Outcome.SQL_FAILED, error.report(), error, null));
        assertThat(printed())
                .contains("sourcepath="
                        + AzurePipelines.escaped(SOURCES.resolve("a/b.sql").toString()));
    }

    @Test
    void withoutAServerNothingIsPrinted() {
        CiAnnotations annotations = new CiAnnotations(null, SOURCES, out);
        annotations.begin();
        annotations.warning("w");
        annotations.failed(new PgmiException(Outcome.OTHER, "m"));
        annotations.end();
        assertThat(printed()).isEmpty();
    }
}
