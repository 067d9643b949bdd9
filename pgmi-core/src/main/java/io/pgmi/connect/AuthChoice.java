// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.auth.AuthProviders;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which method supplies the secret. Highest first: parameters of the command line, of the POM ({@code auth=azure} and
 * {@code azure=true} are the same); pgmi.yaml's auth_method; azure, where the environment has a service principal for it;
 * standard. {@code azure=false} strikes that method from all places below.
 */
final class AuthChoice {
    private static final Map<Setting, String> SWITCHES =
            new EnumMap<>(Map.of(Setting.AZURE, "azure", Setting.AWS, "aws", Setting.GOOGLE, "google"));
    private static final List<Setting> AZURE_VARIABLES =
            List.of(Setting.AZURE_TENANT_ID, Setting.AZURE_CLIENT_ID, Setting.AZURE_CLIENT_SECRET);

    private final ConnectionSources sources;
    private final Variables variables;
    private final List<String> problems;
    private final List<Value> candidates = new ArrayList<>();
    private final Set<String> struck = new HashSet<>();
    private boolean detected;

    private AuthChoice(ConnectionSources sources, Variables variables, List<String> problems) {
        this.sources = sources;
        this.variables = variables;
        this.problems = problems;
    }

    /**
     * Decides.
     *
     * @param embedded whether the target is the server that this build started; its password is known
     */
    static Resolved<String> of(
            ConnectionSources sources,
            Variables variables,
            boolean embedded,
            List<String> problems,
            List<String> notices) {
        AuthChoice choice = new AuthChoice(sources, variables, problems);
        choice.parameters(sources.commandLine());
        choice.parameters(sources.pom());
        if (embedded) {
            List<String> losers = choice.candidates.stream().map(Value::origin).toList();
            if (!losers.isEmpty()) {
                notices.add("auth (" + String.join(", ", losers)
                        + ") is not used: the server started in this build has its own user and password.");
            }
            return new Resolved<>(AuthProviders.STANDARD, "the server started in this build", losers);
        }
        choice.projectFile();
        choice.detect();
        return choice.first(notices);
    }

    /** One level. Within it the words must agree. */
    private void parameters(Map<Setting, Value> level) {
        List<Value> named = new ArrayList<>();
        Map<String, Value> off = new HashMap<>();
        Value auth = level.get(Setting.AUTH);
        if (auth != null) {
            named.add(new Value(auth.text().strip(), auth.origin()));
        }
        SWITCHES.forEach((setting, method) -> {
            Value value = level.get(setting);
            String text = value == null ? "" : value.text().strip().toLowerCase(Locale.ROOT);
            if (value != null && text.equals("true")) {
                named.add(new Value(method, value.origin()));
            } else if (value != null && text.equals("false")) {
                off.put(method, value);
            } else if (value != null) {
                problems.add(setting.parameter() + " '" + value.text() + "' (" + value.origin()
                        + ") is neither true nor false.");
            }
        });
        if (named.stream().map(Value::text).distinct().count() > 1) {
            problems.add("more than one way to log in is chosen: "
                    + String.join(
                            ", ",
                            named.stream()
                                    .map(one -> one.text() + " (" + one.origin() + ")")
                                    .toList())
                    + ". Choose one of them.");
        }
        for (Value one : named) {
            Value switchedOff = off.get(one.text());
            if (switchedOff != null) {
                problems.add("'" + one.text() + "' is chosen (" + one.origin() + ") and switched off ("
                        + switchedOff.origin() + ") at once. Remove one of the two.");
            } else if (!struck.contains(one.text())) {
                checkId(one);
                candidates.add(one);
            }
        }
        // Only now: what this level switches off is off in the levels below, not in those above.
        struck.addAll(off.keySet());
    }

    private void checkId(Value method) {
        if (!AuthProviders.isId(method.text())) {
            problems.add("auth '" + method.text() + "' (" + method.origin() + ") is unknown. Accepted: standard, azure,"
                    + " aws, google, or the id of a provider that is a dependency of the plugin.");
        }
    }

    private void projectFile() {
        Value value = sources.projectFile().get(Setting.AUTH.key());
        String text = value == null ? "" : value.text().strip();
        if (value == null || text.isEmpty() || struck.contains(text)) {
            return;
        }
        // The Go tool reads the same file, and has no other methods.
        if (candidates.isEmpty() && !text.equals(AuthProviders.STANDARD) && !SWITCHES.containsValue(text)) {
            problems.add("auth_method '" + text + "' (" + value.origin() + ") is unknown. Accepted: azure, aws, google."
                    + " Any other provider is chosen with -Dpgmi.auth=… or <auth>.");
        }
        candidates.add(new Value(text, value.origin()));
    }

    private void detect() {
        List<String> origins = new ArrayList<>();
        for (Setting setting : AZURE_VARIABLES) {
            Value value = variables.get(String.valueOf(setting.variable()));
            if (value != null) {
                origins.add(value.origin());
            }
        }
        if (origins.size() == AZURE_VARIABLES.size() && !struck.contains("azure") && candidates.isEmpty()) {
            candidates.add(new Value("azure", String.join(", ", origins)));
            detected = true;
        }
    }

    private Resolved<String> first(List<String> notices) {
        if (candidates.isEmpty()) {
            return new Resolved<>(AuthProviders.STANDARD, "default", List.of());
        }
        Value winner = candidates.get(0);
        List<String> losers = candidates.stream()
                .skip(1)
                .map(Value::origin)
                .filter(origin -> !origin.equals(winner.origin()))
                .toList();
        if (detected) {
            notices.add("Logging in with Azure Entra ID, since " + winner.origin()
                    + " are set. -Dpgmi.auth=standard uses the password instead.");
        }
        return new Resolved<>(winner.text(), winner.origin(), losers);
    }
}
