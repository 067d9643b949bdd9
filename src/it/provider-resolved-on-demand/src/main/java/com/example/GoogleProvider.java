package com.example;

import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Has the driver load a class of its own, as Google's connector needs it. */
public final class GoogleProvider implements AuthProvider {
    @Override
    public String id() {
        return "google";
    }

    @Override
    public List<String> problems(AuthRequest request) {
        return List.of();
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) {
        return new AuthCredentials(
                new Secret("token"),
                null,
                Map.of(
                        "socketFactory",
                        OwnSocketFactory.class.getName(),
                        "options",
                        "-c google.instance="
                                + request.setting("googleInstance").value().reveal()));
    }

    @Override
    public void close() {
        System.out.println("google of " + getClass().getClassLoader().getClass().getSimpleName() + " closed after "
                + OwnSocketFactory.MADE.get());
    }
}
