package io.connwake.boundaries;

import java.lang.reflect.Proxy;
import java.util.Map;

/** An object of an interface that answers some of its methods, by their names, and refuses all others. */
final class Stub {
    private Stub() {}

    static <T> T of(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            if (method.getName().equals("getServletRegistration")) {
                return ((Map<?, ?>) answers.get("getServletRegistrations")).get(given[0]);
            }
            if (!answers.containsKey(method.getName())) {
                throw new UnsupportedOperationException(method.getName());
            }
            return answers.get(method.getName());
        }));
    }
}
