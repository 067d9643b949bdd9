// SPDX-License-Identifier: Apache-2.0
package io.pgmi.connect;

import io.pgmi.Secret;
import io.pgmi.auth.AuthCredentials;
import io.pgmi.auth.AuthProvider;
import io.pgmi.auth.AuthProviders;
import io.pgmi.auth.AuthRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The configured password; where none is, the password file's for what is being dialled. */
final class StandardProvider implements AuthProvider {
    private final @Nullable Resolved<Secret> password;
    private final @Nullable PasswordFile file;

    StandardProvider(Credentials credentials, Consumer<String> warnings) {
        this.password = credentials.password();
        this.file = credentials.passwordFile() == null
                ? null
                : new PasswordFile(
                        credentials.passwordFile().value(),
                        credentials.passwordFile().origin(),
                        warnings);
    }

    @Override
    public String id() {
        return AuthProviders.STANDARD;
    }

    /** None: whether a password is needed, only the server knows. */
    @Override
    public List<String> problems(AuthRequest request) {
        return List.of();
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) {
        if (password != null) {
            return AuthCredentials.of(password.value());
        }
        return AuthCredentials.of(
                file == null
                        ? new Secret("")
                        : file.find(
                                        new Endpoint(request.host(), request.port()),
                                        request.database(),
                                        request.username())
                                .orElseGet(() -> new Secret("")));
    }
}
