package io.connwake.lambda;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Getters of classes that only the application knows. What is not there or can't be called is null. */
final class Getters {
    private Getters() {}

    static @Nullable Method of(Class<?> type, String name, Class<?> result) {
        try {
            Method found = type.getMethod(name);
            return found.getReturnType() == result ? found : null;
        } catch (NoSuchMethodException another) {
            return null;
        }
    }

    static @Nullable Object call(@Nullable Method getter, Object target) {
        try {
            return getter == null ? null : getter.invoke(target);
        } catch (ReflectiveOperationException unreadable) {
            return null;
        }
    }
}
