// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which method logs in, by which word, and with which settings. */
class AuthChoiceTest {
    private static final String DETECTED = "$AZURE_TENANT_ID, $AZURE_CLIENT_ID, $AZURE_CLIENT_SECRET";

    private static Sources given() {
        return Sources.withDatabase().environment("PGUSER", "deployer");
    }

    private static Sources principal() {
        return given().environment("AZURE_TENANT_ID", "t")
                .environment("AZURE_CLIENT_ID", "c")
                .environment("AZURE_CLIENT_SECRET", "sentinel-0f3a");
    }

    static Stream<Arguments> choices() {
        return Stream.of(
                arguments(given(), "standard", "default"),
                arguments(given().pom(Setting.AUTH, "azure"), "azure", "<auth> in pom.xml"),
                arguments(given().pom(Setting.AZURE, "true"), "azure", "<azure> in pom.xml"),
                arguments(given().pom(Setting.AWS, "TRUE"), "aws", "<aws> in pom.xml"),
                arguments(given().pom(Setting.AUTH, "vault-2"), "vault-2", "<auth> in pom.xml"),
                arguments(given().pom(Setting.AZURE, "true").commandLine(Setting.AWS, "true"), "aws", "-Dpgmi.aws"),
                arguments(
                        given().pom(Setting.AZURE, "true").commandLine(Setting.AUTH, "standard"),
                        "standard",
                        "-Dpgmi.auth"),
                arguments(
                        given().pom(Setting.AUTH, "azure").commandLine(Setting.AZURE, "false"), "standard", "default"),
                arguments(
                        given().pom(Setting.AZURE, "false").commandLine(Setting.AUTH, "azure"), "azure", "-Dpgmi.auth"),
                arguments(given().pom(Setting.AUTH, "aws").pom(Setting.AWS, "true"), "aws", "<auth> in pom.xml"),
                arguments(given().projectFile("auth_method", "aws"), "aws", "connection.auth_method in pgmi.yaml"),
                arguments(
                        given().projectFile("auth_method", "aws").pom(Setting.AZURE, "true"),
                        "azure",
                        "<azure> in pom.xml"),
                arguments(given().projectFile("auth_method", "aws").pom(Setting.AWS, "false"), "standard", "default"),
                arguments(
                        given().projectFile("auth_method", "standard").environment("AZURE_TENANT_ID", "t"),
                        "standard",
                        "connection.auth_method in pgmi.yaml"),
                arguments(principal(), "azure", DETECTED),
                arguments(principal().environment("AZURE_TENANT_ID", ""), "standard", "default"),
                arguments(principal().commandLine(Setting.AUTH, "standard"), "standard", "-Dpgmi.auth"),
                arguments(principal().pom(Setting.AZURE, "false"), "standard", "default"),
                arguments(principal().projectFile("auth_method", "aws"), "aws", "connection.auth_method in pgmi.yaml"),
                arguments(
                        given().environment("AZURE_TENANT_ID", "t")
                                .environment("AZURE_CLIENT_ID", "c")
                                .dotEnv("AZURE_CLIENT_SECRET", "s"),
                        "azure",
                        "$AZURE_TENANT_ID, $AZURE_CLIENT_ID, AZURE_CLIENT_SECRET in .env"),
                arguments(principal().embedded(null), "standard", "the server started in this build"),
                arguments(
                        given().pom(Setting.AZURE, "true").embedded(null),
                        "standard",
                        "the server started in this build"));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void theMethodIsTheMostDeliberateWords(Sources sources, String method, String origin) {
        Auth auth = sources.resolve().auth();

        assertThat(auth.method().value()).isEqualTo(method);
        assertThat(auth.method().origin()).isEqualTo(origin);
    }

    @Test
    void aConnectionStringLeavesPgmiYamlsMethodAndCompanionsAlone() {
        Auth auth = given().commandLine(Setting.CONNECTION, "postgresql://deployer@h/d")
                .projectFile("auth_method", "azure")
                .projectFile("azure_tenant_id", "t")
                .resolve()
                .auth();

        assertThat(auth.method().value()).isEqualTo("azure");
        assertThat(auth.settings().get(Setting.AZURE_TENANT_ID).origin())
                .isEqualTo("connection.azure_tenant_id in pgmi.yaml");
    }

    @Test
    void theLosersAreNamed() {
        assertThat(given().commandLine(Setting.AWS, "true")
                        .pom(Setting.AUTH, "azure")
                        .projectFile("auth_method", "google")
                        .resolve()
                        .auth()
                        .method()
                        .overrode())
                .containsExactly("<auth> in pom.xml", "connection.auth_method in pgmi.yaml");
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments(
                        List.of("more than one", "azure (<azure> in pom.xml)", "aws (<aws> in pom.xml)"),
                        given().pom(Setting.AZURE, "true").pom(Setting.AWS, "true")),
                arguments(
                        List.of("more than one", "standard (-Dpgmi.auth)", "google (-Dpgmi.google)"),
                        given().commandLine(Setting.AUTH, "standard").commandLine(Setting.GOOGLE, "true")),
                arguments(
                        List.of("'azure'", "-Dpgmi.auth", "switched off (-Dpgmi.azure)"),
                        given().commandLine(Setting.AUTH, "azure").commandLine(Setting.AZURE, "false")),
                arguments(
                        List.of("azure 'maybe' (<azure> in pom.xml)", "true nor false"),
                        given().pom(Setting.AZURE, "maybe")),
                arguments(
                        List.of("auth 'Azure AD' (-Dpgmi.auth)", "standard, azure, aws, google"),
                        given().commandLine(Setting.AUTH, "Azure AD")),
                arguments(
                        List.of("aws", "-Dpgmi.aws", "role's name", "-Dpgmi.username"),
                        Sources.withDatabase().commandLine(Setting.AWS, "true")),
                arguments(
                        List.of("aws", "role's name"),
                        Sources.withDatabase()
                                .commandLine(Setting.AWS, "true")
                                .commandLine(Setting.CONNECTION, "postgresql://h/d")),
                arguments(
                        List.of("google", "role's name"),
                        Sources.withDatabase()
                                .commandLine(Setting.GOOGLE, "true")
                                .pom(Setting.GOOGLE_INSTANCE, "p:r:i")),
                arguments(List.of("google", "-Dpgmi.googleInstance"), given().commandLine(Setting.GOOGLE, "true")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsOrigin(List<String> parts, Sources sources) {
        PgmiException failure = catchThrowableOfType(PgmiException.class, sources::resolve);

        assertThat(failure.outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure).hasMessageContainingAll(parts.toArray(String[]::new));
    }

    @Test
    void mistakesOfTheLogInAreReportedWithTheOthers() {
        Sources sources = new Sources()
                .pom(Setting.AZURE, "maybe")
                .commandLine(Setting.AWS, "true")
                .environment("PGSSLMODE", "prefer")
                .pom(Setting.PORT, "x");
        assertThat(catchThrowableOfType(PgmiException.class, sources::resolve).problems())
                .hasSize(5)
                .anyMatch(one -> one.contains("'maybe'"))
                .anyMatch(one -> one.contains("role's name"))
                .anyMatch(one -> one.contains("sslMode prefer ($PGSSLMODE)"))
                .anyMatch(one -> one.contains("'x'"))
                .anyMatch(one -> one.contains("no database"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"azure", "aws"})
    void aTokenIsNotSentInClear(String method) {
        Resolved<SslMode> mode =
                given().pom(Setting.AUTH, method).resolve().tls().mode();
        assertThat(mode.value()).isEqualTo(SslMode.REQUIRE);
        assertThat(mode.origin()).isEqualTo("default with auth " + method);

        for (String weak : List.of("disable", "allow", "prefer")) {
            Sources sources = given().pom(Setting.AUTH, method).projectFile("sslmode", weak);
            assertThat(catchThrowableOfType(PgmiException.class, sources::resolve))
                    .hasMessageContainingAll(weak, "connection.sslmode in pgmi.yaml", method, "in clear");
        }
        for (String strong : List.of("require", "verify-ca", "verify-full")) {
            assertThat(given().pom(Setting.AUTH, method)
                            .pom(Setting.SSL_MODE, strong)
                            .resolve()
                            .tls()
                            .mode()
                            .value()
                            .text())
                    .isEqualTo(strong);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault"})
    void othersAnswerForTheirOwnEncryption(String method) {
        assertThat(given().pom(Setting.AUTH, method)
                        .pom(Setting.GOOGLE_INSTANCE, "p:r:i")
                        .pom(Setting.SSL_MODE, "disable")
                        .resolve()
                        .tls()
                        .mode()
                        .value())
                .isEqualTo(SslMode.DISABLE);
    }

    @Test
    void theRegionIsLookedForInOrder() {
        Sources sources = given().commandLine(Setting.AWS, "true").projectFile("aws_region", "yaml");
        assertThat(region(sources)).isEqualTo("yaml (connection.aws_region in pgmi.yaml)");
        assertThat(region(sources.environment("AWS_DEFAULT_REGION", "two"))).isEqualTo("two ($AWS_DEFAULT_REGION)");
        assertThat(region(sources.environment("AWS_REGION", "one"))).isEqualTo("one ($AWS_REGION)");
        assertThat(region(sources.pom(Setting.AWS_REGION, "pom"))).isEqualTo("pom (<awsRegion> in pom.xml)");
    }

    private static String region(Sources sources) {
        Resolved<String> region = sources.resolve().auth().settings().get(Setting.AWS_REGION);
        return region.value() + " (" + region.origin() + ")";
    }

    @Test
    void thePasswordIsNeitherUsedNorSilentlyIgnored() {
        ConnectionConfig config =
                principal().environment("PGPASSWORD", "sentinel-0f3a").resolve();

        assertThat(config.credentials().password()).isNull();
        assertThat(config.credentials().passwordFile()).isNull();
        assertThat(config.notices())
                .anyMatch(notice -> notice.contains("$AZURE_CLIENT_SECRET") && notice.contains("auth=standard"))
                .anyMatch(notice -> notice.contains("The password ($PGPASSWORD) is not used"));
    }

    @Test
    void theDescriptionShowsMethodAndSettingsAndNoSecret() {
        ConnectionConfig config = principal()
                .pom(Setting.AZURE_TENANT_ID, "other")
                .environment("AWS_REGION", "r")
                .resolve();

        List<String> lines =
                config.describe().stream().map(ConnectionConfig.Line::toString).toList();
        assertThat(lines)
                .contains(
                        "auth = azure (from " + DETECTED + ")",
                        "azureTenantId = other (from <azureTenantId> in pom.xml, not $AZURE_TENANT_ID)",
                        "azureClientId = c (from $AZURE_CLIENT_ID)",
                        "azureClientSecret = set (from $AZURE_CLIENT_SECRET)")
                .noneMatch(line -> line.startsWith("awsRegion"));
        assertThat(config + "" + config.auth()).doesNotContain("sentinel-0f3a");
    }
}
