package io.connwake.recorder;

import org.jspecify.annotations.Nullable;

/** The names of the subclasses that containers generate to put transactions and the like around methods. */
final class GeneratedClasses {
    /** Spring and Guice (CGLIB), Weld, Quarkus, Micronaut: what they put behind the name. */
    private static final String[] ENDINGS = {
        "$$SpringCGLIB$$", "$$EnhancerBy", "$Proxy$_$$_", "_Subclass", "_ClientProxy", "$Definition$Intercepted"
    };

    private GeneratedClasses() {}

    /** The class that one was generated from, or null if it was written. */
    static @Nullable String original(String className) {
        for (String ending : ENDINGS) {
            int end = className.indexOf(ending);
            if (end > 0) {
                String name = className.substring(0, end);
                int simple = name.lastIndexOf('.') + 1;
                boolean isMicronauts = simple < end && name.charAt(simple) == '$';
                return isMicronauts ? name.substring(0, simple) + name.substring(simple + 1) : name;
            }
        }
        return null;
    }
}
