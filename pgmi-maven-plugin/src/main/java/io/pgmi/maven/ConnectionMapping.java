// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.EmbeddedServer;
import io.pgmi.connect.LocalUser;
import io.pgmi.connect.Setting;
import io.pgmi.connect.Value;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What parameters, command line, settings.xml and the build say of the connection, each with its origin. */
final class ConnectionMapping {
    private final ConnectionMojo mojo;
    private final MavenSession session;
    private final MavenProject project;
    private final CommandLine commandLine;

    ConnectionMapping(ConnectionMojo mojo, MavenSession session, MavenProject project, CommandLine commandLine) {
        this.mojo = mojo;
        this.session = session;
        this.project = project;
        this.commandLine = commandLine;
    }

    ConnectionSources sources(ServerLookup servers) {
        warnOfUnknownProperties();
        Map<Setting, Value> given = new EnumMap<>(Setting.class);
        Map<Setting, Value> pom = new EnumMap<>(Setting.class);
        pomValues().forEach((setting, text) -> {
            String name = String.valueOf(setting.parameter());
            String typed = commandLine.text("pgmi." + name, "");
            if (!typed.isEmpty()) {
                given.put(setting, new Value(typed, "-Dpgmi." + name));
            }
            // Without a literal in the POM, Maven hands over what was typed.
            if (!text.isEmpty() && !text.equals(typed)) {
                pom.put(setting, new Value(text, "<" + name + "> in pom.xml"));
            }
        });
        // Maven would print it with -X if it bound the property itself.
        String connection = property("pgmi.connection");
        if (!connection.isEmpty() && !connection.equals(commandLine.text("pgmi.connection", ""))) {
            pom.putIfAbsent(Setting.CONNECTION, new Value(connection, "property pgmi.connection"));
        }
        EmbeddedServer embedded = EmbeddedServers.runningFor(session, project)
                .map(server ->
                        new EmbeddedServer(server.host(), server.port(), server.username(), null, server.database()))
                .orElse(null);
        return new ConnectionSources(
                given,
                pom,
                embedded,
                servers.find(session, serverId()),
                Environment.SYSTEM,
                Map.of(),
                Map.of(),
                localUser());
    }

    private void warnOfUnknownProperties() {
        if (mojo.execution == null) {
            return;
        }
        Set<String> parameters = new HashSet<>();
        for (MojoDescriptor goal :
                mojo.execution.getMojoDescriptor().getPluginDescriptor().getMojos()) {
            parameters.addAll(goal.getParameterMap().keySet());
        }
        // As they are typed, which is not always the parameter's name.
        parameters.addAll(Set.of("postgresVersion", "embeddedPort"));
        UnknownProperties.warnings(session.getUserProperties().stringPropertyNames(), parameters)
                .forEach(mojo.getLog()::warn);
    }

    /** Of the POM or of a profile in settings.xml, or of this JVM. */
    private String property(String name) {
        String ofJvm = session.getSystemProperties().getProperty(name, "");
        return project.getProperties().getProperty(name, ofJvm).strip();
    }

    private @Nullable Value serverId() {
        return commandLine.value("serverId", mojo.serverId);
    }

    private Map<Setting, String> pomValues() {
        Map<Setting, @Nullable String> values = new EnumMap<>(Setting.class);
        values.put(Setting.CONNECTION, mojo.connection == null ? null : mojo.connection.text());
        values.put(Setting.HOST, mojo.host);
        values.put(Setting.PORT, mojo.port);
        values.put(Setting.USERNAME, mojo.username);
        values.put(Setting.DATABASE, mojo.database);
        values.put(Setting.MAINTENANCE_DATABASE, mojo.maintenanceDatabase);
        values.put(Setting.SSL_MODE, mojo.sslMode);
        values.put(Setting.SSL_CERT, mojo.sslCert);
        values.put(Setting.SSL_KEY, mojo.sslKey);
        values.put(Setting.SSL_ROOT_CERT, mojo.sslRootCert);
        values.put(Setting.CONNECT_TIMEOUT, mojo.connectTimeout);
        values.put(Setting.CONNECT_ATTEMPTS, mojo.connectAttempts);
        values.put(Setting.TIME_ZONE, mojo.timeZone);
        values.put(Setting.AUTH, mojo.auth);
        values.put(Setting.AZURE, mojo.azure);
        values.put(Setting.AZURE_TENANT_ID, mojo.azureTenantId);
        values.put(Setting.AZURE_CLIENT_ID, mojo.azureClientId);
        values.put(Setting.AWS, mojo.aws);
        values.put(Setting.AWS_REGION, mojo.awsRegion);
        values.put(Setting.GOOGLE, mojo.google);
        values.put(Setting.GOOGLE_INSTANCE, mojo.googleInstance);
        Map<Setting, String> texts = new EnumMap<>(Setting.class);
        values.forEach((setting, text) -> texts.put(setting, text == null ? "" : text.strip()));
        return texts;
    }

    private static LocalUser localUser() {
        return new LocalUser(
                System.getProperty("user.name", ""),
                Path.of(System.getProperty("user.home", ".")),
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows"));
    }
}
