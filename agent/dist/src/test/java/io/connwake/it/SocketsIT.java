package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Listening;
import io.connwake.testing.Jdk;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** As the kernel tells of a process with the agent. */
@EnabledOnOs(OS.LINUX)
class SocketsIT {
    private static final String LISTENS = "0A";
    private static final int STATE = 3;
    private static final int INODE = 9;

    @TempDir
    private Path directory;

    @Test
    void nobody_listens_but_the_application() throws IOException {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Trial trial = Trial.of(Listening.class, Jdk.current(), directory, Library.HIKARI_7, Library.H2)
                    .exporting(receiver.endpoint())
                    .environment("OTEL_BSP_SCHEDULE_DELAY", "100");
            try (RunningJvm program = trial.start()) {
                int port = Integer.parseInt(program.awaitLine("listens on ").replaceAll("\\D", ""));
                receiver.awaitRequests(1);

                assertThat(listening(program.pid())).containsExactly(port);

                program.closeInput();
                assertThat(program.awaitExit().err()).isEmpty();
            }
        }
    }

    private static Set<Integer> listening(long pid) throws IOException {
        Set<String> owned = sockets(pid);
        assertThat(owned).isNotEmpty();
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] words = line.trim().split("\\s+", -1);
                if (words[STATE].equals(LISTENS) && owned.contains("socket:[" + words[INODE] + "]")) {
                    ports.add(Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    private static Set<String> sockets(long pid) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path each : files) {
                String target = Files.readSymbolicLink(each).toString();
                if (target.startsWith("socket:")) {
                    sockets.add(target);
                }
            }
        }
        return sockets;
    }
}
