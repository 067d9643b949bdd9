// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Problem;
import io.pgmi.Secret;
import io.pgmi.connect.ServerCredentials;
import io.pgmi.connect.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.inject.Inject;
import javax.inject.Named;
import javax.inject.Singleton;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.settings.Server;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** Finds the one server in settings.xml that is asked for, and decrypts it alone: the others may be anybody's. */
@Named
@Singleton
final class ServerLookup {
    private static final String FIELD = "serverId";
    private static final Set<String> ELEMENTS = Set.of("azureTenantId", "azureClientId", "azureClientSecret");

    private final SettingsValues values;

    @Inject
    ServerLookup(SettingsValues values) {
        this.values = values;
    }

    /** Null where no server is asked for. What is wrong is among the result's problems. */
    @Nullable
    ServerCredentials find(MavenSession session, @Nullable Value serverId) {
        if (serverId == null) {
            return null;
        }
        String id = serverId.text().strip();
        Value stripped = new Value(id, serverId.origin());
        List<Problem> problems = new ArrayList<>();
        Server server = session.getSettings().getServer(id);
        if (server == null) {
            problems.add(new Problem(FIELD, serverId.origin(), missing(session, stripped)));
            return new ServerCredentials(stripped, null, null, null, null, Map.of(), problems);
        }
        Reader reader = new Reader(session, id, problems);
        return new ServerCredentials(
                stripped,
                server.getUsername(),
                reader.secret("password", "password", server.getPassword()),
                server.getPrivateKey(),
                reader.secret("sslPassword", "passphrase", server.getPassphrase()),
                reader.configuration(server.getConfiguration()),
                problems);
    }

    private static String missing(MavenSession session, Value serverId) {
        List<Server> servers = session.getSettings().getServers();
        MavenExecutionRequest request = session.getRequest();
        return "serverId '" + serverId.text() + "' (" + serverId.origin() + "): settings.xml has no such server. "
                + (servers.isEmpty()
                        ? "It has none at all"
                        : "It has "
                                + servers.stream()
                                        .map(server -> "'" + server.getId() + "'")
                                        .collect(Collectors.joining(", ")))
                + "; read were " + request.getUserSettingsFile() + " and " + request.getGlobalSettingsFile()
                + ". Add <server><id>" + serverId.text()
                + "</id><username>…</username><password>…</password></server> to <servers>, or correct the id.";
    }

    /** Decrypts one server's values; each that cannot be is a problem of its own. */
    private final class Reader {
        private final MavenSession session;
        private final String id;
        private final List<Problem> problems;

        Reader(MavenSession session, String id, List<Problem> problems) {
            this.session = session;
            this.id = id;
            this.problems = problems;
        }

        @Nullable
        Secret secret(String field, String element, @Nullable String written) {
            String text = text(field, element, written);
            return text == null ? null : new Secret(text);
        }

        private @Nullable String text(@Nullable String field, String element, @Nullable String written) {
            if (written == null || written.isEmpty()) {
                return null;
            }
            SettingsValues.Decrypted value = values.decrypt(id, written);
            if (value.failure() == null) {
                return value.text();
            }
            problems.add(new Problem(
                    field,
                    ServerCredentials.origin(id),
                    "the <" + element + "> of " + ServerCredentials.origin(id) + " could not be decrypted: "
                            + value.failure() + ". " + SettingsValues.remedy(session)));
            return null;
        }

        /** Maven 3 leaves these encrypted, other than the password. */
        Map<String, Value> configuration(@Nullable Object configuration) {
            Map<String, Value> result = new TreeMap<>();
            if (configuration instanceof Xpp3Dom dom) {
                for (Xpp3Dom child : dom.getChildren()) {
                    // What other plugins keep here is theirs, and may be in a state that is not our business.
                    if (ELEMENTS.contains(child.getName())) {
                        String text = text(child.getName(), child.getName(), child.getValue());
                        if (text != null && !text.isBlank()) {
                            result.put(child.getName(), new Value(text.strip(), ServerCredentials.origin(id)));
                        }
                    }
                }
            }
            return result;
        }
    }
}
