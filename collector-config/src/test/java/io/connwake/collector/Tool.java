package io.connwake.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program that may be missing: then the test is reported as skipped. */
record Tool(Path executable) {
    record Said(int exitCode, String text) {}

    /** Of Debian's package {@code prometheus}. */
    static Tool orSkip(String name) {
        return orSkip(name, "the package prometheus");
    }

    static Tool orSkip(String name, String remedy) {
        Optional<Path> installed = Stream.of("/usr/bin", "/usr/local/bin")
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(installed.isPresent(), "no " + name + " here: install " + remedy);
        return new Tool(installed.orElseThrow());
    }

    Process start(Path log, List<String> arguments) {
        try {
            return builder(arguments).redirectOutput(log.toFile()).start();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    Said run(String... arguments) {
        try {
            Process process = builder(List.of(arguments)).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while " + executable + " ran", interrupted);
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).directory(Folder.ROOT.toFile()).redirectErrorStream(true);
    }
}
