// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Environment;
import io.pgmi.Secret;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.AuthSetting;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the secret of each log-in comes from.
 *
 * @param method the provider's id; {@code standard} for the configured password
 * @param settings those of the method that have a value; of a method that we know nothing of, all
 * @param azureClientSecret null where there is none or the method is none that takes it
 * @param environment with the variables of the .env file, for providers
 */
public record Auth(
        Resolved<String> method,
        Map<Setting, Resolved<String>> settings,
        @Nullable Resolved<Secret> azureClientSecret,
        Environment environment) {
    private static final String AZURE = "azure";
    private static final String AWS = "aws";
    private static final String GOOGLE = "google";

    public Auth {
        Map<Setting, Resolved<String>> sorted = new EnumMap<>(Setting.class);
        sorted.putAll(settings);
        settings = Collections.unmodifiableMap(sorted);
    }

    static Auth standard(Resolved<String> method) {
        return new Auth(method, Map.of(), null, name -> null);
    }

    /** Whether the configured password is what logs in. */
    public boolean isStandard() {
        return method.value().equals(AuthProviders.STANDARD);
    }

    /** Whether the provider is one of those that are fetched when asked for. */
    public boolean isOfCloud() {
        return Set.of(AZURE, AWS, GOOGLE).contains(method.value());
    }

    /** Whether the secret is a token, which opens more than this database and must not be sent in clear. */
    boolean sendsToken() {
        return method.value().equals(AZURE) || method.value().equals(AWS);
    }

    /** Whether the role is bound to a cloud identity, so that nobody's name at this machine is a guess worth trying. */
    boolean needsUsername() {
        return method.value().equals(AWS) || method.value().equals(GOOGLE);
    }

    /** Whether the provider finds the server by its name, and makes the encrypted connection to it. */
    boolean needsInstance() {
        return method.value().equals(GOOGLE);
    }

    /** The settings that belong to a method. */
    static Set<Setting> settingsOf(String method) {
        return switch (method) {
            case AuthProviders.STANDARD -> Set.of();
            case AZURE -> Set.of(Setting.AZURE_TENANT_ID, Setting.AZURE_CLIENT_ID, Setting.AZURE_CLIENT_SECRET);
            case AWS -> Set.of(Setting.AWS_REGION);
            case GOOGLE -> Set.of(Setting.GOOGLE_INSTANCE);
            default ->
                Set.of(
                        Setting.AZURE_TENANT_ID,
                        Setting.AZURE_CLIENT_ID,
                        Setting.AZURE_CLIENT_SECRET,
                        Setting.AWS_REGION,
                        Setting.GOOGLE_INSTANCE);
        };
    }

    /** As providers get them. */
    Map<String, AuthSetting> forProvider(Resolved<SslMode> sslMode, Resolved<Duration> connectTimeout) {
        Map<String, AuthSetting> all = new HashMap<>();
        all.put(
                Setting.CONNECT_TIMEOUT.field(),
                new AuthSetting(new Secret(Long.toString(connectTimeout.value().toMillis())), connectTimeout.origin()));
        all.put("sslMode", new AuthSetting(new Secret(sslMode.value().text()), sslMode.origin()));
        settings.forEach((setting, value) ->
                all.put(setting.field(), new AuthSetting(new Secret(value.value()), value.origin())));
        if (azureClientSecret != null) {
            all.put(
                    Setting.AZURE_CLIENT_SECRET.field(),
                    new AuthSetting(azureClientSecret.value(), azureClientSecret.origin()));
        }
        return all;
    }

    @Override
    public String toString() {
        return "Auth[method=" + method + ", settings=" + settings + ", azureClientSecret=" + azureClientSecret + "]";
    }
}
