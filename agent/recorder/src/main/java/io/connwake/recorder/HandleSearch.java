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
    private static final int DEEPEST = 4;
    private static final int MOST_READ = 300;
    private static final int LONGEST_ARRAY = 8;
    private static final Field[] NONE = {};

    private final Records records;
    private final FieldsOf fieldsOf;

    HandleSearch(Records records, Fields fields) {
        this.records = records;
        this.fieldsOf = new FieldsOf(fields);
    }

    /** What came of it. */
    static final class Find {
        @Nullable
        PhysicalRecord physical;

        /** It holds a data source and no connection: it will ask that one when it needs a connection. */
        boolean isLazy;

        private int reads;
    }

    Find in(Object handle) {
        Find find = new Find();
        for (int depth = 1; depth <= DEEPEST && find.physical == null && find.reads < MOST_READ; depth++) {
            find.physical = within(handle, depth, find);
        }
        find.isLazy &= find.physical == null;
        return find;
    }

    /** At this very depth, which no lower one has had. */
    private @Nullable PhysicalRecord within(Object object, int depth, Find find) {
        if (object instanceof Proxy) {
            return at(Proxy.getInvocationHandler(object), depth, find);
        }
        if (object instanceof AtomicReference<?> reference) {
            return at(reference.get(), depth, find);
        }
        if (object instanceof Optional<?> optional) {
            return at(optional.isPresent() ? optional.get() : null, depth, find);
        }
        if (object instanceof Object[] array) {
            return only(array, depth, find);
        }
        for (Field field : fieldsOf.get(object.getClass())) {
            if (find.reads++ >= MOST_READ) {
                return null;
            }
            PhysicalRecord found = at(Fields.get(field, object), depth, find);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** An array may hold connections of others too: then it says nothing. */
    private @Nullable PhysicalRecord only(Object[] array, int depth, Find find) {
        PhysicalRecord only = null;
        for (int i = 0; i < array.length && i < LONGEST_ARRAY; i++) {
            PhysicalRecord found = at(array[i], depth, find);
            if (found != null && only != null && found != only) {
                return null;
            }
            only = found == null ? only : found;
        }
        return array.length > LONGEST_ARRAY ? null : only;
    }

    private @Nullable PhysicalRecord at(@Nullable Object value, int depth, Find find) {
        if (value == null || value instanceof Statement) {
            return null;
        }
        if (value instanceof DataSource) {
            find.isLazy = true;
            return null;
        }
        if (depth > 1) {
            return within(value, depth - 1, find);
        }
        if (!(value instanceof Connection)) {
            return null;
        }
        return records.of(value) instanceof PhysicalRecord itself ? itself : records.physicalWithin(value);
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
