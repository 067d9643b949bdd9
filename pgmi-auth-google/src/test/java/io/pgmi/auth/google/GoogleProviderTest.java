// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.testing.google.GoogleCloud;
import io.pgmi.testing.google.ServiceAccount;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleProviderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static GoogleCloud cloud;
    private static Requests given;
    private static ServiceAccount account;
    private static Path key;

    private final GoogleProvider provider = new GoogleProvider();

    @BeforeAll
    static void start() throws IOException {
        cloud = new GoogleCloud("provider", "127.0.0.1", 1);
        account = cloud.serviceAccount(Requests.ACCOUNT);
        key = account.keyFile(folder, cloud.tokenUrl());
        given = Requests.to(cloud, folder);
    }

    @AfterAll
    static void stop() throws IOException {
        cloud.close();
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private AuthCredentials credentials(Requests requests) throws IOException {
        assertThat(provider.problems(requests.request())).isEmpty();
        return provider.credentials(requests.request(), TIMEOUT);
    }

    /** The message, without any secret; transient or not as expected. */
    private String failure(Requests requests, boolean isTransient) {
        Throwable failure = catchThrowable(() -> credentials(requests));
        assertThat(failure).isInstanceOf(isTransient ? IOException.class : PgmiException.class);
        for (Throwable at = failure; at != null; at = at.getCause()) {
            assertThat(at.toString()).doesNotContain("sentinel-");
        }
        return failure.getMessage();
    }

    @Test
    void aServiceAccountsKeyGivesAConnectionToTheInstancesProxy() throws IOException {
        AuthCredentials credentials = credentials(given.withKey(key));

        assertThat(credentials.expiry()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
        Properties properties = new Properties();
        properties.putAll(credentials.driverProperties());
        InstanceSocketFactory factory = new InstanceSocketFactory(properties);
        try (Socket session = factory.createSocket();
                Socket cancel = factory.createSocket()) {
            assertThat(session.isConnected()).isTrue();
            assertThat(session.getPort()).isEqualTo(3307);
            assertThat(cancel).isNotSameAs(session);
        }
    }

    @Test
    void thePersonWhoIsLoggedInWithGcloud() throws IOException {
        Path config = folder.resolve("gcloud");
        cloud.personsFile(config.resolve("application_default_credentials.json"), false);
        Requests person = given.withUsername(GoogleCloud.PERSON).with("CLOUDSDK_CONFIG", config.toString());

        assertThat(credentials(person).driverProperties()).containsKey("socketFactory");
    }

    @Test
    void theServiceAccountOfTheMachine() throws IOException {
        Requests machine = given.withUsername("attached@shop.iam")
                .with("NO_GCE_CHECK", "false")
                .with("GCE_METADATA_HOST", cloud.authority());

        assertThat(credentials(machine).driverProperties()).containsKey("socketFactory");
    }

    @Test
    void whatIsWrongIsToldTogetherBeforeAnythingIsAsked() {
        List<String> problems = provider.problems(given.withInstance("main")
                .withUsername(Requests.ACCOUNT)
                .with("CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL", "http://sqladmin.example.com/")
                .with("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere.json")
                .request());

        assertThat(problems).hasSize(4);
        assertThat(problems.get(0)).contains("'main' (-Dpgmi.googleInstance)", "project:region:instance");
        assertThat(problems.get(1)).contains("'" + Requests.ROLE + "'");
        assertThat(problems.get(2)).contains("in clear");
        assertThat(problems.get(3)).contains("$GOOGLE_APPLICATION_CREDENTIALS", "'/nowhere.json'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shop:europe-west1:main", "example.com:shop:us-central1:main", "a-b-1:northamerica-northeast2:x"
            })
    void instancesThatMayBe(String name) {
        assertThat(provider.problems(given.withInstance(name).request())).isEmpty();
        assertThat(InstanceName.of(given.withInstance(name).request().setting("googleInstance")))
                .hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "main", "shop:main", "shop:europe-west1:", "Shop:europe-west1:main", "a:b:c:d:e", "10.0.0.3"
            })
    void instancesThatMayNotBe(String name) {
        assertThat(provider.problems(given.withInstance(name).request()))
                .singleElement()
                .asString()
                .contains("'" + name + "'", "gcloud sql instances describe");
    }

    @ParameterizedTest
    @CsvSource({
        "https://sqladmin-shop.p.googleapis.com, true",
        "https://sqladmin-shop.p.googleapis.com/, true",
        "http://127.0.0.1:80/, true",
        "http://localhost, true",
        "http://10.0.0.3/, false",
        "ftp://localhost/, false",
        "sqladmin, false",
        "https://a b/, false",
        "https://user:pw@sqladmin.googleapis.com/, false"
    })
    void endpoints(String url, boolean good) {
        assertThat(provider.problems(given.with("CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL", url)
                                .request())
                        .isEmpty())
                .isEqualTo(good);
    }

    @Test
    void aRoleThatCannotBeAnIdentity() {
        assertThat(provider.problems(given.withUsername("postgres").request()))
                .singleElement()
                .asString()
                .contains("'postgres'", "account@project.iam", "-Dpgmi.auth=standard");
    }

    @Test
    void nobodyIsLoggedIn() {
        assertThat(failure(given, false))
                .contains(
                        "$GOOGLE_APPLICATION_CREDENTIALS (not set)",
                        "no-gcloud",
                        "$NO_GCE_CHECK",
                        "gcloud auth application-default login");
        assertThat(failure(given.with("NO_GCE_CHECK", "").with("GCE_METADATA_HOST", "127.0.0.1:1"), false))
                .contains("the metadata server (http://127.0.0.1:1 cannot be reached");
    }

    @Test
    void aMetadataServerThatSaysNothingIsNotWaitedFor() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Instant start = Instant.now();
            assertThat(failure(
                            given.with("NO_GCE_CHECK", "")
                                    .with("GCE_METADATA_HOST", "127.0.0.1:" + mute.getLocalPort()),
                            false))
                    .contains("does not answer");
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void aFileThatHasNoCredentials() throws IOException {
        Path file = Files.writeString(folder.resolve("odd.json"), "{\"type\": \"odd\"}");
        Throwable failure = catchThrowable(() -> credentials(given.withKey(file)));

        assertThat(failure).hasMessageContaining("odd.json").hasMessageContaining("'odd' not recognized");
        assertThat(((PgmiException) failure).outcome()).isEqualTo(Outcome.INVALID_CONFIGURATION);
    }

    @Test
    void aKeyThatWasRevoked() throws IOException {
        Path stale = cloud.strangersAccount(Requests.ACCOUNT).keyFile(folder, cloud.tokenUrl());
        assertThat(failure(given.withKey(stale), false))
                .contains("credentials: no token for service account " + Requests.ACCOUNT)
                .contains("Invalid JWT Signature")
                .contains("gcloud iam service-accounts keys list");
    }

    @Test
    void aLogInThatHasExpired() throws IOException {
        Path file = cloud.personsFile(folder.resolve("revoked/adc.json"), true);
        assertThat(failure(given.withUsername(GoogleCloud.PERSON).withKey(file), false))
                .contains("Token has been expired or revoked", "gcloud auth application-default login");
    }

    @Test
    void theKeyOfAnother() throws IOException {
        Path other = cloud.serviceAccount("other@shop.iam.gserviceaccount.com").keyFile(folder, cloud.tokenUrl());
        assertThat(failure(given.withKey(other), false))
                .contains("logs in as 'other@shop.iam'", "not as '" + Requests.ROLE);
    }

    @Test
    void aTokenServiceInTrouble() throws IOException {
        Path busy = account.keyFile(folder, cloud.tokenUrl() + "/busy");
        assertThat(failure(given.withKey(busy), true)).contains("credentials:", "503");
        Path garbled = account.keyFile(folder, cloud.tokenUrl() + "/garbled");
        assertThat(failure(given.withKey(garbled), false)).contains("credentials:", "access_token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disabled:europe-west1:main | gcloud services enable sqladmin.googleapis.com --project=disabled",
                "denied:europe-west1:main   | --member=serviceAccount:deployer@shop.iam.gserviceaccount.com --role=roles/cloudsql.client",
                "shop:europe-west1:gone     | gcloud sql instances list --project=shop",
                "shop:us-central1:main      | gcloud sql instances describe main --project=shop",
                "shop:europe-west1:garbled  | not what the Cloud SQL Admin API answers",
                "shop:europe-west1:impostor | is not shop:europe-west1:impostor"
            })
    void whatLasts(String instance, String remedy) {
        assertThat(failure(given.withKey(key).withInstance(instance), false)).contains(remedy);
    }

    @Test
    void whatMayPass() {
        assertThat(failure(given.withKey(key).withInstance("shop:europe-west1:broken"), true))
                .contains("Admin API: 503", "Internal error encountered");
        assertThat(failure(given.withKey(key).with("CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL", "http://127.0.0.1:1/"), true))
                .contains("Admin API: no answer", "sqladmin.googleapis.com");
    }

    @Test
    void tokensAreNotShown() throws IOException {
        assertThat(ApplicationCredentials.find(given.withKey(key).request().environment(), new TokenRequests())
                        .tokens())
                .asString()
                .doesNotContain("sentinel-");
    }

    @Test
    void aConnectionThatNobodyTookIsClosed() throws IOException {
        AuthCredentials credentials = credentials(given.withKey(key));
        provider.close();

        assertThat(catchThrowable(() -> new InstanceSocketFactory(asProperties(credentials))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Properties asProperties(AuthCredentials credentials) {
        Properties properties = new Properties();
        properties.putAll(credentials.driverProperties());
        return properties;
    }

    @Test
    void closingDoesNotWaitForAnApiThatSaysNothing() throws InterruptedException {
        Thread asking = new Thread(() -> {
            try {
                credentials(given.withKey(key).withInstance("shop:europe-west1:mute"));
            } catch (IOException e) {
                // after a while
            }
        });
        asking.setDaemon(true);
        asking.start();
        cloud.awaitMute();

        assertTimeoutPreemptively(Duration.ofSeconds(10), provider::close);
        assertThat(asking.isAlive()).isTrue();
    }

    @Test
    void twoRunsAtATimeDoNotDisturbEachOther() throws IOException {
        GoogleProvider other = new GoogleProvider();
        other.credentials(given.withKey(key).request(), TIMEOUT);
        credentials(given.withKey(key));
        other.close();

        assertThat(credentials(given.withKey(key)).driverProperties()).containsKey("socketFactory");
    }
}
