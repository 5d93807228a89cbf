package io.connwake.boundaries;

import java.lang.reflect.Proxy;
import java.util.Map;

/** An object of an interface that answers some of its methods, by their names, and refuses all others. */
final class Stub {
    private Stub() {}

    static <T> T of(Class<T> type, Map<String, ?> answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            boolean asksForOne = method.getName().equals("getServletRegistration");
            if (asksForOne && answers.get("getServletRegistrations") instanceof Map<?, ?> all) {
                return all.get(given[0]);
            }
            if (!answers.containsKey(method.getName())) {
                throw new UnsupportedOperationException(method.getName());
            }
            return answers.get(method.getName());
        }));
    }
}
