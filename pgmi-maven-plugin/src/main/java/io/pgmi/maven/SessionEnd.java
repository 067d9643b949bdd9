// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.apache.maven.execution.ExecutionListener;
import org.apache.maven.execution.MavenExecutionRequest;
import org.jspecify.annotations.Nullable;

/**
 * Does something at the end of a build, whether it succeeds or not. A shutdown hook would come too late where the
 * process serves many builds: mvnd and IDEs.
 */
final class SessionEnd implements InvocationHandler {
    private final @Nullable ExecutionListener next;
    private final Runnable action;

    private SessionEnd(@Nullable ExecutionListener next, Runnable action) {
        this.next = next;
        this.action = action;
    }

    static void run(Runnable action, MavenExecutionRequest request) {
        // Modules of a parallel build do so at the same time, and none may lose another's listener.
        synchronized (request) {
            // A proxy, since the interface has some twenty methods and its newer versions may have more.
            request.setExecutionListener((ExecutionListener) Proxy.newProxyInstance(
                    ExecutionListener.class.getClassLoader(),
                    new Class<?>[] {ExecutionListener.class},
                    new SessionEnd(request.getExecutionListener(), action)));
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "at the end of the build, then " + next;
            case "sessionEnded" -> {
                action.run();
                yield forward(method, arguments);
            }
            default -> forward(method, arguments);
        };
    }

    private @Nullable Object forward(Method method, Object[] arguments) throws Throwable {
        try {
            return next == null ? null : method.invoke(next, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
