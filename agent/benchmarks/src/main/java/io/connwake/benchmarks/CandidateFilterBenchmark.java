package io.connwake.benchmarks;

import io.connwake.weaving.CandidateFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The filter over every class of a jar, one class an invocation, against the call alone. */
@State(Scope.Thread)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CandidateFilterBenchmark {
    /** The beginning of the jar's name. */
    @Param({"HikariCP-", "h2-", "postgresql-"})
    public String library = "HikariCP-";

    private byte[][] classFiles = {};
    private int next;

    @Setup
    public void read() throws IOException {
        classFiles = classFiles(library);
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 3, time = 1)
    public boolean filter() {
        return accepts(turn());
    }

    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 3, time = 1)
    public boolean callAlone() {
        return ignores(turn());
    }

    /** As a start-up sees it: each class once, by code that is not compiled yet. Of the whole jar. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public int firstPass() {
        int accepted = 0;
        for (byte[] classFile : classFiles) {
            accepted += CandidateFilter.accepts(classFile) ? 1 : 0;
        }
        return accepted;
    }

    static byte[][] classFiles(String library) throws IOException {
        try (ZipFile jar = new ZipFile(ClassPath.jar(library).toFile())) {
            List<? extends ZipEntry> classes = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .toList();
            byte[][] all = new byte[classes.size()][];
            for (int i = 0; i < all.length; i++) {
                try (InputStream in = jar.getInputStream(classes.get(i))) {
                    all[i] = in.readAllBytes();
                }
            }
            return all;
        }
    }

    private byte[] turn() {
        int now = next;
        next = now + 1 == classFiles.length ? 0 : now + 1;
        return classFiles[now];
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static boolean accepts(byte[] classFile) {
        return CandidateFilter.accepts(classFile);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static boolean ignores(byte[] classFile) {
        return classFile.length == 0;
    }
}
