// SPDX-License-Identifier: Apache-2.0
package io.pgmi.deploy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One listener that stands for several. A proxy, so that no event which comes to the interface can be forgotten here. */
final class FanOut implements InvocationHandler {
    private final List<DeployListener> listeners;

    private FanOut(List<DeployListener> listeners) {
        this.listeners = listeners;
    }

    static DeployListener to(List<DeployListener> listeners) {
        return (DeployListener) Proxy.newProxyInstance(
                DeployListener.class.getClassLoader(),
                new Class<?>[] {DeployListener.class},
                new FanOut(List.copyOf(listeners)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.getName().equals("equals")
                    ? arguments != null && proxy == arguments[0]
                    : method.invoke(this, arguments);
        }
        for (DeployListener listener : listeners) {
            try {
                method.invoke(listener, arguments);
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }
        return null;
    }
}
