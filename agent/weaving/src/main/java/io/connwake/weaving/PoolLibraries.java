package io.connwake.weaving;

/**
 * Packages of pools whose connections and statements wrap a driver's: of these only {@code close} and {@code abort} of
 * the handle matter, which spares weaving their largest classes and calling hooks that would find nothing. A pool that is
 * not listed is traced as well, at that price.
 */
final class PoolLibraries {
    private static final String[] PACKAGES = {"com/zaxxer/hikari/", "org/apache/commons/dbcp2/"};

    private PoolLibraries() {}

    static boolean contain(String className) {
        for (String each : PACKAGES) {
            if (className.startsWith(each)) {
                return true;
            }
        }
        return false;
    }
}
