package io.connwake.recorder;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the physical connection in a handle whose class does not say by a field of its own where that is: in the
 * invocation handler of a JDK proxy, in holders, arrays and captured variables, the nearest first. Reads fields only, few
 * levels deep, and none of the JDK's objects.
 */
final class HandleSearch {
    private static final int DEEPEST = 6;
    private static final int MOST_OBJECTS = 64;
    private static final int LONGEST_ARRAY = 8;
    private static final Field[] NONE = {};

    private final Records records;
    private final FieldsOf fieldsOf;

    HandleSearch(Records records, Fields fields) {
        this.records = records;
        this.fieldsOf = new FieldsOf(fields);
    }

    /** What came of it, and what was met on the way. */
    static final class Find {
        @Nullable
        PhysicalRecord physical;

        /** It holds a data source and no connection: it will ask that one when it needs a connection. */
        boolean isLazy;

        private final Object[] met = new Object[MOST_OBJECTS];
        private int count;

        private void meet(Object object) {
            if (count == MOST_OBJECTS) {
                return;
            }
            for (int i = 0; i < count; i++) {
                if (met[i] == object) {
                    return;
                }
            }
            met[count++] = object;
        }
    }

    Find in(Object handle) {
        Find find = new Find();
        find.meet(handle);
        int at = 0;
        for (int depth = 0; depth < DEEPEST; depth++) {
            for (int end = find.count; at < end && find.physical == null; at++) {
                look(find.met[at], find);
            }
        }
        find.isLazy &= find.physical == null;
        return find;
    }

    private void look(Object object, Find find) {
        if (object instanceof Proxy) {
            meet(Proxy.getInvocationHandler(object), find);
        } else if (object instanceof AtomicReference<?> reference) {
            meet(reference.get(), find);
        } else if (object instanceof Optional<?> optional) {
            meet(optional.isPresent() ? optional.get() : null, find);
        } else if (object instanceof Object[] array) {
            meetAll(array, find);
        } else {
            for (Field field : fieldsOf.get(object.getClass())) {
                meet(Fields.get(field, object), find);
            }
        }
    }

    /** An array may hold connections of others too: then it says nothing. */
    private void meetAll(Object[] array, Find find) {
        PhysicalRecord only = null;
        for (int i = 0; i < array.length; i++) {
            PhysicalRecord found = physical(array[i]);
            if (i == LONGEST_ARRAY || (found != null && only != null && found != only)) {
                return;
            }
            only = found == null ? only : found;
        }
        find.physical = only;
        for (Object each : array) {
            meet(each, find);
        }
    }

    private void meet(@Nullable Object value, Find find) {
        if (value == null || find.physical != null) {
            return;
        }
        if (value instanceof DataSource) {
            find.isLazy = true;
            return;
        }
        find.physical = physical(value);
        if (find.physical == null && mayLead(value)) {
            find.meet(value);
        }
    }

    private @Nullable PhysicalRecord physical(@Nullable Object value) {
        if (!(value instanceof Connection)) {
            return null;
        }
        return records.of(value) instanceof PhysicalRecord itself ? itself : records.physicalWithin(value);
    }

    private static boolean mayLead(Object value) {
        boolean isJdk = value.getClass().getClassLoader() == null;
        return isJdk
                ? value instanceof AtomicReference || value instanceof Optional || value instanceof Object[]
                : !(value instanceof Statement);
    }

    /** The fields of a class that may lead to a connection; kept with the class, so that no loader is held. */
    private static final class FieldsOf extends ClassValue<Field[]> {
        private final Fields fields;

        FieldsOf(Fields fields) {
            this.fields = fields;
        }

        @Override
        protected Field[] computeValue(Class<?> type) {
            List<Field> leading = new ArrayList<>();
            for (Class<?> each = type; each != null && !isJdk(each.getName()); each = each.getSuperclass()) {
                for (Field field : declared(each)) {
                    if (mayLead(field) && fields.isOpened(field)) {
                        leading.add(field);
                    }
                }
            }
            return leading.toArray(NONE);
        }

        /** A library's class may name types that are not there. */
        private static Field[] declared(Class<?> type) {
            try {
                return type.getDeclaredFields();
            } catch (LinkageError incomplete) {
                return NONE;
            }
        }

        private static boolean mayLead(Field field) {
            Class<?> type = field.getType();
            boolean isPlain = type.isPrimitive() || type.isEnum() || type == String.class || type == Class.class;
            boolean isOurs = field.getName().startsWith("connwake$");
            return !isPlain && !isOurs && !Modifier.isStatic(field.getModifiers());
        }

        private static boolean isJdk(String className) {
            return className.startsWith("java.")
                    || className.startsWith("javax.")
                    || className.startsWith("jdk.")
                    || className.startsWith("sun.");
        }
    }
}
