// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgmi.PgmiException;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthRequest;
import io.pgmi.testing.azure.AzureCloud;
import io.pgmi.testing.azure.Identity;
import io.pgmi.testing.azure.Identity.Trouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AzureProviderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final AzureCloud CLOUD = TestAzure.CLOUD;

    private final AzureProvider provider = new AzureProvider();

    @AfterEach
    void close() {
        provider.close();
        CLOUD.ofMachine(null);
    }

    private String claims(AuthRequest request) throws IOException, InterruptedException {
        assertThat(provider.problems(request)).isEmpty();
        AuthCredentials credentials = provider.credentials(request, TIMEOUT);
        assertThat(credentials.expiry())
                .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3700));
        assertThat(CLOUD.issued()).contains(credentials.secret().reveal());
        return new String(
                Base64.getUrlDecoder().decode(credentials.secret().reveal().split("\\.", -1)[1]),
                StandardCharsets.UTF_8);
    }

    /** Shows no secret, nor does any of its causes. */
    private Throwable failure(AuthRequest request, Duration timeout) {
        assertThat(provider.problems(request)).isEmpty();
        Throwable failure = catchThrowable(() -> provider.credentials(request, timeout));
        for (Throwable at = failure; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain("sentinel").doesNotContain("eyJ");
        }
        return failure;
    }

    private Throwable failure(AuthRequest request) {
        return failure(request, TIMEOUT);
    }

    @Test
    void aSecretMakesAServicePrincipal() throws Exception {
        TestAzure.application("app-1", Trouble.NONE);
        int before = CLOUD.requests().size();

        assertThat(claims(TestAzure.request(TestAzure.principal("app-1", TestAzure.CLIENT_SECRET), Map.of())))
                .contains("\"appid\":\"app-1\"", "\"aud\":\"" + AzureCloud.AUDIENCE + '"');
        // Nothing is looked up about the authority: the user has named it.
        assertThat(CLOUD.requests().subList(before, CLOUD.requests().size()))
                .containsExactly("POST /" + TestAzure.TENANT + "/oauth2/v2.0/token");
    }

    @Test
    void aFederatedTokenFileMakesAWorkloadIdentity(@TempDir Path folder) throws Exception {
        CLOUD.add(new Identity(TestAzure.TENANT, "workload", "object", "the.federated.token", Trouble.NONE));
        Path file = Files.writeString(folder.resolve("token"), "the.federated.token\n");

        assertThat(claims(TestAzure.request(
                        Map.of("azureTenantId", TestAzure.TENANT, "azureClientId", "workload"),
                        Map.of("AZURE_FEDERATED_TOKEN_FILE", file.toString()))))
                .contains("\"appid\":\"workload\"");
    }

    @Test
    void aFederatedTokenThatNobodyTrustsIsToldWithItsRemedy(@TempDir Path folder) throws Exception {
        CLOUD.add(new Identity(TestAzure.TENANT, "workload-2", "object", "the.federated.token", Trouble.NONE));
        Path file = Files.writeString(folder.resolve("token"), "another.federated.sentinel");

        assertThat(failure(TestAzure.request(
                        Map.of("azureTenantId", TestAzure.TENANT, "azureClientId", "workload-2"),
                        Map.of("AZURE_FEDERATED_TOKEN_FILE", file.toString()))))
                .isInstanceOf(PgmiException.class)
                .hasMessageContainingAll(
                        "AADSTS700213",
                        "workload-2 (-Dpgmi.azureClientId)",
                        file.toString(),
                        "federated-credential list");
    }

    @Test
    void aClientIdAloneIsAManagedIdentityOfTheMachine() throws Exception {
        TestAzure.managed("machine-1", Trouble.NONE);

        assertThat(claims(TestAzure.request(
                        Map.of("azureClientId", "machine-1"),
                        Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", CLOUD.metadataHost()))))
                .contains("\"appid\":\"machine-1\"");
        assertThat(CLOUD.requests().get(CLOUD.requests().size() - 1))
                .startsWith("GET /metadata/identity/oauth2/token?")
                .contains("client_id=machine-1");
    }

    @Test
    void inAppServiceTheSameIsAskedOfItsOwnEndpoint() throws Exception {
        TestAzure.managed("machine-2", Trouble.NONE);

        assertThat(claims(TestAzure.request(Map.of("azureClientId", "machine-2"), appService())))
                .contains("\"appid\":\"machine-2\"");
        assertThat(CLOUD.requests().get(CLOUD.requests().size() - 1)).startsWith("GET /msi/token?");
    }

    private static Map<String, String> appService() {
        return Map.of("IDENTITY_ENDPOINT", CLOUD.identityEndpoint(), "IDENTITY_HEADER", AzureCloud.IDENTITY_HEADER);
    }

    @Test
    void withoutASettingTheMachinesOwnIdentityIsFound() throws Exception {
        CLOUD.ofMachine(TestAzure.managed("system", Trouble.NONE));

        assertThat(claims(TestAzure.request(Map.of(), appService()))).contains("\"appid\":\"system\"");
        assertThat(claims(
                        TestAzure.request(Map.of(), Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", CLOUD.metadataHost()))))
                .contains("\"appid\":\"system\"");
    }

    /** Where nothing has to be told to the SDK: its own way, without our door. */
    @Test
    void theSameInAProcessThatHasItAll() throws Exception {
        CLOUD.ofMachine(TestAzure.managed("of-process", Trouble.NONE));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OfThisProcess.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(appService());
        Process process = builder.start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("object-of-of-process");
    }

    @Test
    void anIdentityThatTheMachineDoesNotHaveIsToldWithItsRemedy() {
        for (Map<String, String> variables :
                List.of(appService(), Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", CLOUD.metadataHost()))) {
            assertThat(failure(TestAzure.request(Map.of("azureClientId", "nobody"), variables)))
                    .isInstanceOf(PgmiException.class)
                    .hasMessageContainingAll(
                            "token: http://localhost",
                            "answered 400 (Identity not found)",
                            "managed identity nobody (-Dpgmi.azureClientId)",
                            "az vm identity assign");
        }
    }

    @Test
    void aMachineThatIsNotOfAzureIsToldSo() {
        assertThat(failure(TestAzure.request(Map.of("azureClientId", "machine-1"), Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("network: no answer from http://localhost:1/", "Is this a machine of Azure");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins for az and its like are shell scripts")
    void whoHasLoggedInWithTheCommandLineIsFound() throws Exception {
        Commands.loggedOut();
        String token = "e30."
                + Base64.getUrlEncoder()
                        .encodeToString("{\"oid\":\"o-1\",\"upn\":\"ann@x\"}".getBytes(StandardCharsets.UTF_8))
                + ".e30";
        Commands.az(
                "echo '{\"accessToken\":\"" + token + "\",\"expiresOn\":\"2036-01-01 00:00:00.000000\",\"expires_on\":"
                        + Instant.now().plusSeconds(3600).getEpochSecond() + ",\"tokenType\":\"Bearer\"}'");

        AuthRequest request = TestAzure.request(Map.of(), Map.of());
        assertThat(provider.credentials(request, TIMEOUT).secret().reveal()).isEqualTo(token);
        assertThat(provider.remedy(request))
                .contains("user ann@x, object id o-1", "('shop-deployer', 'o-1', 'user', false, false)");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins for az and its like are shell scripts")
    void whereNobodyIsLoggedInAllThatWasTriedIsTold() throws Exception {
        Commands.loggedOut();

        Throwable failure = failure(TestAzure.request(Map.of(), Map.of()));

        assertThat(failure)
                .isInstanceOf(PgmiException.class)
                .hasMessageContainingAll(
                        "credentials: none for the first identity that Azure's SDK finds. It tried:",
                        "\n  - EnvironmentCredential authentication unavailable. Environment variables are not fully configured",
                        "\n  - WorkloadIdentityCredential authentication unavailable",
                        "\n  - ManagedIdentityCredential authentication unavailable. No response received from the IMDS",
                        "\n  - AzureCliCredential authentication unavailable. Please run 'az login' to set up account",
                        "$AZURE_CLIENT_SECRET (or <azureClientSecret>",
                        "run 'az login'.")
                .hasMessageNotContainingAny("https://aka.ms", "IntelliJ", "broker");
        assertThat(failure.getMessage().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(400));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins for az and its like are shell scripts")
    void whatACommandSaysIsHandedOn() throws Exception {
        Commands.loggedOut();
        Commands.az("echo 'ERROR: AADSTS700082: The refresh token has expired due to inactivity.' >&2; exit 1");

        assertThat(failure(TestAzure.request(Map.of(), Map.of())))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("credentials: none for the first identity that Azure's SDK finds")
                .hasMessageContaining("AADSTS700082: The refresh token has expired due to inactivity.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-ins for az and its like are shell scripts")
    void aCommandThatHangsIsEndedAndTold() throws Exception {
        Commands.loggedOut();
        Commands.az("sleep 600");

        assertThat(failure(TestAzure.request(Map.of(), Map.of()), Duration.ofSeconds(4)))
                .isInstanceOf(PgmiException.class)
                .hasMessageContainingAll("within 4 s", "az account get-access-token");
        assertThat(ProcessHandle.current()
                        .descendants()
                        .map(child -> child.info().commandLine().orElse("")))
                .noneMatch(command -> command.contains("sleep 600"));
    }

    @Test
    void wrongSettingsAreToldWithTheirRemedy() {
        TestAzure.application("app-2", Trouble.NONE);
        String someone =
                " of tenant " + TestAzure.TENANT + " (-Dpgmi.azureTenantId), secret from -Dpgmi.azureClientSecret";

        assertThat(failure(TestAzure.request(TestAzure.principal("app-2", "sentinel-wrong"), Map.of())))
                .isInstanceOf(PgmiException.class)
                .hasMessageStartingWith("token: " + CLOUD.authorityHost())
                .hasMessageContainingAll(
                        "answered 401 (AADSTS7000215: Invalid client secret provided.",
                        "app-2 (-Dpgmi.azureClientId)" + someone,
                        "the secret's value, not its id")
                .hasMessageNotContaining("Trace ID");
        assertThat(failure(TestAzure.request(TestAzure.principal("app-none", "sentinel"), Map.of())))
                .isInstanceOf(PgmiException.class)
                .hasMessageContainingAll("AADSTS700016", "Correct azureClientId");
        assertThat(failure(TestAzure.request(
                        Map.of("azureTenantId", "nowhere.example", "azureClientId", "app-2", "azureClientSecret", "s"),
                        Map.of())))
                .isInstanceOf(PgmiException.class)
                .hasMessageContainingAll("AADSTS90002", "Correct azureTenantId", "$AZURE_AUTHORITY_HOST");
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "BROKEN"})
    void aServiceInTroubleIsAskedAgain(Trouble trouble) {
        TestAzure.application("app-in-trouble", trouble);
        TestAzure.managed("machine-in-trouble", trouble);

        assertThat(failure(TestAzure.request(TestAzure.principal("app-in-trouble", TestAzure.CLIENT_SECRET), Map.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(trouble == Trouble.BUSY ? "answered 503 (AADSTS90033" : "answered 500 for");
        assertThat(failure(TestAzure.request(Map.of("azureClientId", "machine-in-trouble"), appService())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(trouble == Trouble.BUSY ? "answered 503 (try again later)" : "answered 500 for");
    }

    @ParameterizedTest
    @EnumSource(names = {"GARBLED", "EMPTY"})
    void anAnswerWithoutATokenIsNoneWhateverItsStatus(Trouble trouble) {
        TestAzure.application("app-garbled", trouble);
        TestAzure.managed("machine-garbled", trouble);

        for (AuthRequest request : List.of(
                TestAzure.request(TestAzure.principal("app-garbled", TestAzure.CLIENT_SECRET), Map.of()),
                TestAzure.request(Map.of("azureClientId", "machine-garbled"), appService()))) {
            assertThat(failure(request))
                    .isInstanceOf(PgmiException.class)
                    .hasMessageContainingAll("answered 200", "without a token", "log-in page");
        }
    }

    @Test
    void aServiceThatSaysNothingIsNotWaitedForForEver() {
        TestAzure.application("app-silent", Trouble.SILENT);

        assertThat(failure(
                        TestAzure.request(TestAzure.principal("app-silent", TestAzure.CLIENT_SECRET), Map.of()),
                        Duration.ofSeconds(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("network: no answer from " + CLOUD.authorityHost(), "Read timed out");
    }

    @Test
    void whoGivesUpIsNotKeptWaiting() throws Exception {
        TestAzure.application("app-silent", Trouble.SILENT);
        AuthRequest request = TestAzure.request(TestAzure.principal("app-silent", TestAzure.CLIENT_SECRET), Map.of());
        int before = CLOUD.requests().size();
        AtomicReference<Throwable> end = new AtomicReference<>();
        Thread asking = new Thread(() -> end.set(catchThrowable(() -> provider.credentials(request, TIMEOUT))));
        asking.start();
        while (CLOUD.requests().size() == before) {
            Thread.sleep(10);
        }

        asking.interrupt();
        asking.join(10_000); // less than an answer is waited for

        assertThat(end.get()).isInstanceOf(InterruptedException.class);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("pgmi-auth-azure-sdk")) {
                thread.join(5_000); // its work is done, and it may be on its last instructions
                assertThat(thread.isAlive()).isFalse();
            }
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotAskedAgain() throws Exception {
        try (AzureCloud stranger = new AzureCloud()) {
            assertThat(failure(TestAzure.request(
                            TestAzure.principal("app-1", TestAzure.CLIENT_SECRET),
                            Map.of("AZURE_AUTHORITY_HOST", stranger.authorityHost()))))
                    .isInstanceOf(PgmiException.class)
                    .hasMessageContainingAll("network:", "not trusted", "-Djavax.net.ssl.trustStore");
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void theHostSaysWhichCloudTheTokenIsFor() {
        TestAzure.application("app-4", Trouble.NONE);
        Map<String, String> settings = TestAzure.principal("app-4", TestAzure.CLIENT_SECRET);

        assertThat(failure(TestAzure.request("db1.postgres.database.usgovcloudapi.net", settings, Map.of())))
                .hasMessageContaining("https://ossrdbms-aad.database.usgovcloudapi.net/.default");
        assertThat(Cloud.of("DB1.postgres.database.chinacloudapi.cn").authority())
                .isEqualTo("https://login.chinacloudapi.cn/");
        assertThat(Cloud.of("db1.postgres.database.azure.com").scope()).isEqualTo(AzureCloud.AUDIENCE + "/.default");
        assertThat(Cloud.of("10.0.0.4")).isEqualTo(Cloud.PUBLIC);
    }

    @Test
    void whatCannotWorkIsToldBeforeAnybodyIsAsked() {
        int before = CLOUD.requests().size();
        assertThat(provider.problems(TestAzure.request(
                        Map.of("azureTenantId", "a/b", "azureClientSecret", "sentinel"),
                        Map.of("AZURE_AUTHORITY_HOST", "http://login.example"))))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("azureTenantId 'a/b' (-Dpgmi.azureTenantId) is not a tenant"),
                        one -> assertThat(one)
                                .contains("(-Dpgmi.azureClientSecret), which needs azureClientId (or $AZURE_CLIENT_ID)")
                                .doesNotContain("sentinel"),
                        one -> assertThat(one).startsWith("$AZURE_AUTHORITY_HOST 'http://login.example' must begin"));
        assertThat(provider.problems(TestAzure.request(Map.of("azureClientSecret", "sentinel"), Map.of())))
                .singleElement()
                .asString()
                .contains("azureTenantId and azureClientId");
        assertThat(provider.problems(TestAzure.request(
                        Map.of("azureTenantId", TestAzure.TENANT, "azureClientId", "c"),
                        Map.of("AZURE_FEDERATED_TOKEN_FILE", "/no/such/file"))))
                .singleElement()
                .asString()
                .startsWith("$AZURE_FEDERATED_TOKEN_FILE '/no/such/file' is not a file");
        assertThat(CLOUD.requests()).hasSize(before);
    }

    @Test
    void aRefusalIsAnsweredWithTheRoleToMake() throws Exception {
        TestAzure.application("app-5", Trouble.NONE);
        AuthRequest request = TestAzure.request(TestAzure.principal("app-5", TestAzure.CLIENT_SECRET), Map.of());
        assertThat(provider.remedy(request)).contains("pgaadauth_create_principal('shop-deployer', false, false)");

        provider.credentials(request, TIMEOUT);

        assertThat(provider.remedy(request))
                .contains(
                        "application app-5, object id object-of-app-5",
                        "pgaadauth_create_principal_with_oid('shop-deployer', 'object-of-app-5', 'service', false, false)",
                        "pgaadauth_list_principals");
    }
}
