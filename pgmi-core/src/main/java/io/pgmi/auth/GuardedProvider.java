// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth;

import io.pgmi.Outcome;
import io.pgmi.PgmiException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A provider as we call it: with its own class loader as the thread's, for SDKs look for their parts there; on a thread of
 * its own where it may take long, for not every SDK heeds a time limit; and with its name in every failure.
 */
record GuardedProvider(AuthProvider provider) implements AuthProvider {
    boolean isOf(Class<?> type) {
        return provider.getClass() == type;
    }

    @Override
    public String id() {
        return provider.id();
    }

    @Override
    public ClassLoader classLoader() {
        return provider.classLoader();
    }

    @Override
    public List<String> problems(AuthRequest request) {
        try {
            return inContext(() -> provider.problems(request));
        } catch (PgmiException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw broken(Outcome.INVALID_CONFIGURATION, "check its settings", e);
        }
    }

    @Override
    public AuthCredentials credentials(AuthRequest request, Duration timeout) throws IOException, InterruptedException {
        FutureTask<AuthCredentials> task = new FutureTask<>(() -> {
            synchronized (provider) {
                return provider.credentials(request, timeout);
            }
        });
        Thread thread = new Thread(task, "pgmi-auth-" + id());
        thread.setDaemon(true);
        thread.setContextClassLoader(classLoader());
        thread.start();
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new PgmiException(
                    Outcome.TIMEOUT,
                    "the time limit was over before auth provider '" + id() + "' (" + this + ") had credentials for "
                            + request.username() + " on " + request.host() + ":" + request.port()
                            + ". Check that the service it asks can be reached from here, or raise -Dpgmi.timeout.",
                    e);
        } catch (ExecutionException e) {
            throw failure(request, e.getCause() == null ? e : e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    /** Empty if it fails: the refusal is what the user must hear of. */
    @Override
    public String remedy(AuthRequest request) {
        try {
            return String.valueOf(inContext(() -> provider.remedy(request)));
        } catch (RuntimeException | LinkageError e) {
            return "";
        }
    }

    private IOException failure(AuthRequest request, Throwable cause) throws InterruptedException {
        String failed = "auth provider '" + id() + "' has no credentials for " + request.username() + " on "
                + request.host() + ":" + request.port() + ", database '" + request.database() + "': ";
        if (cause instanceof IOException) {
            return new IOException(failed + message(cause), ProviderFailure.of(cause));
        }
        if (cause instanceof InterruptedException interrupted) {
            throw interrupted;
        }
        if (cause instanceof PgmiException known) {
            // What it calls a failed log-in is one, but a missing setting stays what it is.
            Outcome outcome = known.outcome() == Outcome.OTHER ? Outcome.CONNECTION_FAILED : known.outcome();
            throw new PgmiException(outcome, failed + message(cause), ProviderFailure.of(cause));
        }
        throw broken(Outcome.CONNECTION_FAILED, "give credentials", cause);
    }

    private PgmiException broken(Outcome outcome, String step, Throwable cause) {
        return new PgmiException(
                outcome,
                "auth provider '" + id() + "' (" + this + ") failed to " + step + ": " + cause
                        + ". That is a defect of the provider, or one of its dependencies is missing or of another version.",
                ProviderFailure.of(cause));
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public void close() {
        inContext(() -> {
            provider.close();
            return true;
        });
    }

    private <T> T inContext(Supplier<T> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(classLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The class: a provider's own text might say too much. */
    @Override
    public String toString() {
        return provider.getClass().getName();
    }
}
