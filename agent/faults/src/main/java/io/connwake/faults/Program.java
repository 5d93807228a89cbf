package io.connwake.faults;

import com.example.work.Working;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Jdk;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A correct program, with little memory, and how many leases it takes. */
record Program(Class<?> main, int megabytes, int leases, List<String> arguments) {
    private static final int CLERKS = 4;
    private static final int LEASES = 100;
    private static final int OF_THE_BANK = 2;
    private static final int LITTLE = 64;

    /** What it runs on: nothing else of ours, for some of that would warn on newer JDKs. */
    private static final List<String> LIBRARIES = List.of("HikariCP", "commons-", "h2-", "slf4j-");

    static Program working(String pool, String end) {
        return working(pool, LEASES, end);
    }

    static Program working(String pool, int leases, String end) {
        return of(
                Working.class,
                CLERKS * leases + OF_THE_BANK,
                pool,
                Integer.toString(CLERKS),
                Integer.toString(leases),
                end);
    }

    static Program of(Class<?> main, int leases, String... arguments) {
        return new Program(main, LITTLE, leases, List.of(arguments));
    }

    Program within(int heapMegabytes) {
        return new Program(main, heapMegabytes, leases, arguments);
    }

    ChildJvm on(Jdk jdk) {
        return ChildJvm.ofMain(main)
                .on(jdk)
                .classPath(classPath())
                .option("-Xmx" + megabytes + "m")
                .option("-XX:+UseSerialGC")
                .option("-XX:TieredStopAtLevel=1")
                .arguments(arguments.toArray(String[]::new));
    }

    private static Path[] classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(Program::isItsOwn)
                .toArray(Path[]::new);
    }

    private static boolean isItsOwn(Path entry) {
        String name = String.valueOf(entry.getFileName());
        boolean isOfThisModule = entry.toString().contains("faults") && !name.equals("test-classes");
        return isOfThisModule || LIBRARIES.stream().anyMatch(name::startsWith);
    }
}
