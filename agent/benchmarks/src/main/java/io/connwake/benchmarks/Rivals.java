package io.connwake.benchmarks;

import io.connwake.benchmarks.program.Empty;
import io.connwake.benchmarks.program.HikariH2;
import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What does each agent cost, ours and others', in the same run on the same machine? */
final class Rivals {
    static final List<String> WORKLOADS = List.of("empty", "hikari", "spring", "lambda", "cycle", "paced");

    private Rivals() {}

    /**
     * @param rounds of every workload; 0 for as many as each is worth
     * @param only the one workload, or an empty text
     */
    static void run(Rig rig, int rounds, String only) throws IOException, InterruptedException {
        Machine.print(
                rig,
                "rivals: " + String.join(", ", RivalFiles.versions()) + "; " + RivalFiles.webVersion()
                        + "\nThey export to a stub that counts bytes and answers 200; no JVM flags but those named. Every"
                        + " round takes all rows in shuffled order.");
        List<RivalWorkload> workloads = new ArrayList<>();
        for (RivalWorkload each : all(rig)) {
            if (only.isEmpty() || only.equals(each.name())) {
                workloads.add(each);
            }
        }
        List<Comparison> comparisons = new ArrayList<>();
        for (RivalWorkload workload : workloads) {
            measure(workload, rounds == 0 ? workload.usualRounds() : rounds);
            workload.print();
            comparisons.addAll(workload.comparisons());
        }
        jars(rig, comparisons);
        System.out.println("\nAll targets; a figure is the median (quartiles) of the rounds");
        Comparison.print(comparisons);
        System.out.println("load at the end " + Machine.load());
    }

    private static List<RivalWorkload> all(Rig rig) {
        return List.of(
                new RivalStartUp(rig, "empty", "an empty main", 5, () -> hikari(Empty.class)),
                new RivalStartUp(rig, "hikari", "HikariCP+H2, three leases", 5, () -> hikari(HikariH2.class)),
                new RivalStartUp(
                        rig,
                        "spring",
                        "a web application on Spring Boot with JPA (embedded Tomcat, Hibernate, H2), started and ended",
                        2,
                        () -> ChildJvm.ofMain("com.example.rivals.web.Shop").classPath(RivalFiles.webApplication())),
                new RivalFunctions(rig),
                new RivalCycles(rig),
                new RivalPaced(rig));
    }

    private static ChildJvm hikari(Class<?> program) {
        return ChildJvm.ofMain(program).classPath(ClassPath.application());
    }

    private static void measure(RivalWorkload workload, int rounds) throws IOException, InterruptedException {
        for (int round = 0; round <= rounds; round++) {
            System.err.print("\r" + workload.name() + ": round " + round + " of " + rounds + "          ");
            workload.round(round, round > 0);
        }
        System.err.println();
    }

    private static void jars(Rig rig, List<Comparison> comparisons) throws IOException {
        Figures figures = new Figures();
        for (Rival rival : List.of(Rival.CONNWAKE, Rival.OPEN_TELEMETRY, Rival.DATADOG, Rival.ELASTIC)) {
            figures.add(rival.words, "jar MB", Files.size(Objects.requireNonNull(rival.jar(rig))) / 1e6);
            figures.add("nothing", "jar MB", 0);
        }
        comparisons.add(Comparison.added(
                "size of the jar",
                figures,
                "jar MB",
                "nothing",
                Rival.CONNWAKE.words,
                List.of(Rival.OPEN_TELEMETRY.words, Rival.DATADOG.words, Rival.ELASTIC.words),
                Comparison.Target.of(4)));
    }
}
