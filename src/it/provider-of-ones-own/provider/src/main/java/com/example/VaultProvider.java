package com.example;

import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Numbers its secrets, and tells the server the number too, so that a test can see which one logged in. */
public final class VaultProvider implements AuthProvider {
    private int issued;

    @Override
    public String id() {
        return "vault";
    }

    @Override
    public List<String> problems(AuthRequest request) {
        return request.environment().get("VAULT_FILE") == null ? List.of("vault needs $VAULT_FILE") : List.of();
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) throws IOException {
        issued++;
        return new AuthCredentials(
                new Secret(Files.readString(Path.of(request.environment().get("VAULT_FILE")))), null, Map.of("options", "-c vault.token=" + issued));
    }

    @Override
    public void close() {
        // A mark that the build's log has whatever the log level.
        System.out.println("vault closed after " + issued);
    }
}
