// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.google;

import com.google.cloud.sql.core.ConnectionMetadata;
import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import io.pgmi.auth.AuthSetting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Cloud SQL IAM database authentication. Application default credentials give a token, Google's Cloud SQL connector turns it
 * into a short-lived client certificate by asking the Cloud SQL Admin API, and the session goes through the instance's proxy
 * with that certificate. Each connection has a token and a certificate of its own.
 */
public final class GoogleProvider implements AuthProvider {
    private static final String INSTANCE = "googleInstance";

    private final CloudSqlConnector connector = new CloudSqlConnector();
    private final TokenRequests requests = new TokenRequests();
    private final Map<String, InstanceProxy> proxies = new ConcurrentHashMap<>();

    @Override
    public String id() {
        return "google";
    }

    @Override
    public List<String> problems(AuthRequest request) {
        List<String> problems = new ArrayList<>();
        AuthSetting instance = request.setting(INSTANCE);
        if (instance == null) {
            problems.add(
                    "Cloud SQL's instance is not named. Give googleInstance, such as project:europe-west1:instance.");
        } else {
            InstanceName.problem(instance).ifPresent(problems::add);
        }
        IamUser.problem(request.username()).ifPresent(problems::add);
        AdminEndpoint.problem(request.environment()).ifPresent(problems::add);
        ApplicationCredentials.problem(request.environment()).ifPresent(problems::add);
        return problems;
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) throws IOException {
        InstanceName instance = InstanceName.of(Objects.requireNonNull(request.setting(INSTANCE)));
        ApplicationCredentials identity = ApplicationCredentials.find(request.environment(), requests);
        IamUser.checkOwner(request.username(), identity);
        IssuedTokens tokens = identity.tokens();
        InstanceProxy proxy = proxy(request, timeout, instance, identity, tokens);
        String key = UUID.randomUUID().toString();
        InstanceSocketFactory.offer(key, proxy);
        proxies.put(key, proxy);
        return new AuthCredentials(
                // The certificate is what logs in. The server may still ask for a password, and looks at none.
                new Secret("not looked at"),
                tokens.expiry(),
                Map.of("socketFactory", InstanceSocketFactory.class.getName(), InstanceSocketFactory.KEY, key));
    }

    private InstanceProxy proxy(
            AuthRequest request,
            Duration timeout,
            InstanceName instance,
            ApplicationCredentials identity,
            IssuedTokens tokens)
            throws IOException {
        ConnectionMetadata found;
        try {
            found = connector.lookUp(instance, tokens, AdminEndpoint.of(request.environment()));
        } catch (RuntimeException e) {
            throw AdminApiFailure.of(e, instance, request.username(), identity);
        }
        InstanceProxy proxy = new InstanceProxy(instance, found, limit(request, timeout));
        proxy.open();
        return proxy;
    }

    @Override
    public String remedy(AuthRequest request) {
        InstanceName instance = InstanceName.of(Objects.requireNonNull(request.setting(INSTANCE)));
        return IamUser.remedy(request.username(), instance);
    }

    private static Duration limit(AuthRequest request, Duration timeout) {
        AuthSetting setting = request.setting("connectTimeout");
        Duration own = setting == null
                ? Duration.ZERO
                : Duration.ofMillis(Long.parseLong(setting.value().reveal()));
        return own.isZero() || own.compareTo(timeout) > 0 ? timeout : own;
    }

    @Override
    public void close() {
        proxies.forEach((key, proxy) -> {
            InstanceSocketFactory.withdraw(key);
            proxy.close();
        });
        proxies.clear();
        requests.close();
        connector.close();
    }
}
