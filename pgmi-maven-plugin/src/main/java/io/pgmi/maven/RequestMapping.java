// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.Environment;
import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.EmbeddedServer;
import io.pgmi.connect.LocalUser;
import io.pgmi.connect.Setting;
import io.pgmi.connect.Value;
import io.pgmi.deploy.DeployRequest;
import io.pgmi.deploy.DeployRequest.Options;
import io.pgmi.deploy.DeployRequest.ParameterSources;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the parameters of {@link DeployMojo}, the command line and the build say, as the engine's request. */
final class RequestMapping {
    private static final String PARAMETER_PREFIX = "pgmi.param.";

    private final DeployMojo mojo;
    private final MavenSession session;
    private final MavenProject project;
    private final CommandLine commandLine;

    RequestMapping(DeployMojo mojo, MavenSession session, MavenProject project, CommandLine commandLine) {
        this.mojo = mojo;
        this.session = session;
        this.project = project;
        this.commandLine = commandLine;
    }

    DeployRequest request(Path sourceDirectory) {
        boolean overwrite = commandLine.flag("pgmi.overwrite", mojo.overwrite);
        boolean force = commandLine.flag("pgmi.force", mojo.force);
        Options options = new Options(
                value("compat", mojo.compat),
                value("timeout", mojo.timeout),
                overwrite ? new TerminalApproval(session, force) : null,
                commandLine.flag("pgmi.verbose", mojo.verbose));
        return new DeployRequest(
                sourceDirectory, connection(), new ParameterSources(parameterFiles(), parameters()), options);
    }

    private ConnectionSources connection() {
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
        EmbeddedServer embedded = EmbeddedServers.runningFor(session, project)
                .map(server ->
                        new EmbeddedServer(server.host(), server.port(), server.username(), null, server.database()))
                .orElse(null);
        return new ConnectionSources(given, pom, embedded, null, Environment.SYSTEM, Map.of(), Map.of(), localUser());
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

    private @Nullable Value value(String name, @Nullable String pom) {
        String typed = commandLine.text("pgmi." + name, "");
        if (!typed.isEmpty()) {
            return new Value(typed, "-Dpgmi." + name);
        }
        return pom == null || pom.isBlank() ? null : new Value(pom, "<" + name + "> in pom.xml");
    }

    private List<Path> parameterFiles() {
        String typed = commandLine.text("pgmi.parameterFiles", "");
        List<String> names = typed.isEmpty()
                ? (mojo.parameterFiles == null ? List.of() : mojo.parameterFiles)
                : Arrays.asList(typed.split(","));
        return names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(mojo.base()::resolve)
                .toList();
    }

    private Map<String, Map<String, String>> parameters() {
        Map<String, Map<String, String>> levels = new LinkedHashMap<>();
        Map<String, String> pom = new LinkedHashMap<>();
        if (mojo.parameters != null) {
            // Maven hands over an empty element as null.
            mojo.parameters.forEach((name, text) -> pom.put(name, text == null ? "" : text));
        }
        levels.put("<parameters> in pom.xml", pom);
        Map<String, String> typed = new TreeMap<>();
        session.getUserProperties().forEach((name, text) -> {
            if (String.valueOf(name).startsWith(PARAMETER_PREFIX)) {
                typed.put(String.valueOf(name).substring(PARAMETER_PREFIX.length()), String.valueOf(text));
            }
        });
        levels.put("-D" + PARAMETER_PREFIX + "…", typed);
        return levels;
    }

    private static LocalUser localUser() {
        return new LocalUser(
                System.getProperty("user.name", ""),
                Path.of(System.getProperty("user.home", ".")),
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows"));
    }
}
