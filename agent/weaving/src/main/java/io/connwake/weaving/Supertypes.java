package io.connwake.weaving;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of the types that matter a class is a subtype of, found by reading the class files of its hierarchy as
 * resources: inside a transformer no class may be loaded. Answers are kept by name alone, so that no loader is held.
 */
final class Supertypes {
    static final int CONNECTION = 1;
    static final int STATEMENT = 2;
    static final int DATA_SOURCE = 4;
    static final int META_DATA = 8;
    static final int SERIALIZABLE = 16;
    static final int POOLED_CONNECTION = 64;

    /** Some type of the hierarchy could not be read: an answer for now, not for another loader. */
    private static final int IN_PART = 32;

    private static final int MOST_KEPT = 20_000;
    private static final int DEEPEST = 40;

    private final ConcurrentHashMap<String, Integer> known = new ConcurrentHashMap<>();

    int of(ClassShape shape, Origin origin) {
        return keep(shape.name, of(shape, origin, 0));
    }

    /** What the class file itself says, without a look at the hierarchy; there may be more. */
    static int named(ClassShape shape) {
        int kinds = above(shape.superName);
        for (String each : shape.interfaces) {
            kinds |= platform(each);
        }
        return kinds;
    }

    /** For an internal name; none of the kinds if its class file can't be found. */
    int of(@Nullable String name, Origin origin) {
        return of(name, origin, 0);
    }

    private int of(@Nullable String name, Origin origin, int depth) {
        if (name == null || depth > DEEPEST) {
            return 0;
        }
        if (isPlatform(name)) {
            return platform(name);
        }
        Integer kept = known.get(name);
        if (kept != null) {
            return kept;
        }
        ClassShape shape = read(name, origin);
        return shape == null ? IN_PART : keep(name, of(shape, origin, depth + 1));
    }

    private int keep(String name, int kinds) {
        if ((kinds & IN_PART) == 0 && known.size() < MOST_KEPT) {
            known.put(name, kinds);
        }
        return kinds;
    }

    private int of(ClassShape shape, Origin origin, int depth) {
        int kinds = of(shape.superName, origin, depth) | above(shape.superName);
        for (String each : shape.interfaces) {
            kinds |= of(each, origin, depth);
        }
        return kinds;
    }

    private static boolean isPlatform(String name) {
        return name.startsWith("java/") || name.startsWith("javax/sql/");
    }

    /** Whoever extends a class of the JDK may have become serializable by that; none of these is worth a look. */
    private static int above(@Nullable String superName) {
        boolean mayBe = superName != null
                && isPlatform(superName)
                && !superName.equals("java/lang/Object")
                && !superName.equals("java/lang/Record");
        return platform(superName) | (mayBe ? SERIALIZABLE : 0);
    }

    private static int platform(@Nullable String name) {
        return switch (name == null ? "" : name) {
            case "java/sql/Connection" -> CONNECTION;
            case "java/sql/Statement", "java/sql/PreparedStatement", "java/sql/CallableStatement" -> STATEMENT;
            case "javax/sql/DataSource" -> DATA_SOURCE;
            case "java/sql/DatabaseMetaData" -> META_DATA;
            case "javax/sql/PooledConnection", "javax/sql/XAConnection" -> POOLED_CONNECTION;
            case "java/io/Serializable", "java/lang/Throwable", "java/lang/Exception" -> SERIALIZABLE;
            default -> 0;
        };
    }

    private static @Nullable ClassShape read(String name, Origin origin) {
        byte[] classFile = origin.classFile(name);
        try {
            return classFile == null ? null : new ClassShape(classFile);
        } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
            return null;
        }
    }
}
