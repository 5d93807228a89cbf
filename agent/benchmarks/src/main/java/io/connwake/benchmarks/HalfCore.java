package io.connwake.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * One processor that functions share with a busy loop, while this JVM keeps to the others. How much of it they get is the
 * scheduler's affair: half at least, for they have more threads than the loop.
 */
final class HalfCore implements AutoCloseable {
    /** Ends soon after us even where nobody closes this. */
    private static final String LOOP = "while kill -0 $1; do i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done; done";

    private final Process loop;
    private final Path wrapper;

    private HalfCore(Process loop, Path wrapper) {
        this.loop = loop;
        this.wrapper = wrapper;
    }

    /** Empty where there is no taskset, or no second processor. */
    static Optional<HalfCore> share() throws IOException, InterruptedException {
        int last = Runtime.getRuntime().availableProcessors() - 1;
        if (last < 1 || !succeeds("taskset", "--version")) {
            return Optional.empty();
        }
        String self = Long.toString(ProcessHandle.current().pid());
        if (!succeeds("taskset", "-a", "-c", "-p", "0-" + (last - 1), self)) {
            return Optional.empty();
        }
        Path wrapper = wrapper(last);
        Process loop = new ProcessBuilder(wrapper.toString(), "sh", "-c", LOOP, "busy", self).start();
        return Optional.of(new HalfCore(loop, wrapper));
    }

    /** Runs a command on that processor. */
    Path wrapper() {
        return wrapper;
    }

    @Override
    public void close() throws IOException {
        loop.destroyForcibly();
        Files.delete(wrapper);
    }

    private static Path wrapper(int processor) throws IOException {
        Path wrapper = Files.createTempFile("half-core", ".sh");
        Files.writeString(wrapper, "#!/bin/sh\nexec taskset -c " + processor + " \"$@\"\n");
        return Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(List.of(command))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
