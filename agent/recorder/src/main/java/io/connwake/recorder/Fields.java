package io.connwake.recorder;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import org.jspecify.annotations.Nullable;

/** Reads fields of a library's objects, without calling any of their methods. */
final class Fields {
    private final ModuleOpener opener;

    Fields(ModuleOpener opener) {
        this.opener = opener;
    }

    /** The value at the first of these paths that exists, or null. */
    @Nullable
    Object read(Object root, String... paths) {
        for (String path : paths) {
            Object value = follow(root, path);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private @Nullable Object follow(Object root, String path) {
        Object at = root;
        int start = 0;
        while (at != null && start <= path.length()) {
            int dot = path.indexOf('.', start);
            int end = dot < 0 ? path.length() : dot;
            at = field(at, path.substring(start, end));
            start = end + 1;
        }
        return at;
    }

    private @Nullable Object field(Object object, String name) {
        Field field = declared(object.getClass(), name);
        return field == null || !isOpened(field) ? null : get(field, object);
    }

    /** Of a field that is opened. */
    static @Nullable Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException closed) {
            return null;
        }
    }

    private static @Nullable Field declared(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException inSuperclass) {
            Class<?> superclass = type.getSuperclass();
            return superclass == null ? null : declared(superclass, name);
        }
    }

    /** Whether it can be read, if need be after its package was opened to us. */
    boolean isOpened(Field field) {
        try {
            field.setAccessible(true);
            return true;
        } catch (InaccessibleObjectException closed) {
            opener.open(field.getDeclaringClass());
            return field.trySetAccessible();
        }
    }
}
