package io.connwake.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The executable that holds a recording against the telemetry contract: the one named by the property {@code
 * connwake.contract.check}, else {@code shared/checks/recording} beside the checkout.
 */
record ContractCheck(Path executable) {
    static ContractCheck find() {
        return orSkip(Optional.ofNullable(System.getProperty("connwake.contract.check"))
                .map(Path::of)
                .or(() -> Checkout.nearest("shared/checks/recording")));
    }

    static ContractCheck orSkip(Optional<Path> executable) {
        Assumptions.assumeTrue(executable.isPresent(), "no contract check: set connwake.contract.check to its path");
        return new ContractCheck(executable.orElseThrow());
    }

    List<String> run(Path recording, List<String> options) {
        List<String> command = new ArrayList<>(List.of(executable.toString(), recording.toString()));
        command.addAll(options);
        try {
            Process check =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            List<String> lines = lines(check);
            verdict(recording, check.waitFor(), lines);
            return lines;
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while " + executable + " ran", interrupted);
        }
    }

    private static List<String> lines(Process check) throws IOException {
        try (InputStream out = check.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private void verdict(Path recording, int exitCode, List<String> lines) {
        String said = String.join(System.lineSeparator(), lines);
        if (exitCode == 1) {
            throw new AssertionError(recording + " breaks the telemetry contract:" + System.lineSeparator() + said);
        }
        if (exitCode != 0) {
            throw new IllegalStateException(executable + " ended with " + exitCode + ": " + said);
        }
    }
}
