// SPDX-License-Identifier: Apache-2.0
package io.pgmi.check;

import io.pgmi.auth.ProviderSource;
import io.pgmi.connect.ConnectionConfig.Line;
import io.pgmi.connect.ConnectionSources;
import io.pgmi.connect.LocalUser;
import io.pgmi.connect.Setting;
import io.pgmi.connect.Value;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Builds requests with origins as the plugin writes them. */
final class Requests {
    private final Path folder;
    private final Map<Setting, Value> commandLine = new EnumMap<>(Setting.class);
    private final Map<Setting, Value> pom = new EnumMap<>(Setting.class);
    private final Map<String, String> environment = new HashMap<>();

    Requests(Path folder) {
        this.folder = folder;
    }

    Requests given(Setting setting, Object text) {
        commandLine.put(setting, new Value(String.valueOf(text), "-Dpgmi." + setting.parameter()));
        return this;
    }

    Requests pom(Setting setting, String text) {
        pom.put(setting, new Value(text, "<" + setting.parameter() + "> in pom.xml"));
        return this;
    }

    Requests environment(String name, String text) {
        environment.put(name, text);
        return this;
    }

    ConnectionReport check(boolean offline) {
        ConnectionSources sources = new ConnectionSources(
                commandLine,
                pom,
                null,
                null,
                environment::get,
                Map.of(),
                Map.of(),
                new LocalUser("ann", folder, false));
        return ConnectionCheck.run(new CheckRequest(folder, sources, null, offline), ProviderSource.NONE);
    }

    static Line field(ConnectionReport report, String name) {
        return report.fields().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
