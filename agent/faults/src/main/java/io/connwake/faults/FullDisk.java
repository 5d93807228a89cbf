package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The disk is full in the middle of the recording; on a disk of its own, which only root can mount. */
record FullDisk(String name, String about) implements Hazard {
    private static final String SIZE = "64k";

    @Override
    public Program program() {
        return Program.working("dbcp", 500, "return");
    }

    @Override
    public Optional<String> obstacle() {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return isRoot ? Optional.empty() : Optional.of("a disk that is full can only be mounted by root");
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) throws IOException {
        Path disk = Files.createDirectory(scene.folder.resolve("disk"));
        Shell.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString());
        scene.repair(() -> Shell.run("umount", disk.toString()));
        scene.recording = disk.resolve("recording.jsonl");
    }

    @Override
    public String lost(Told told) {
        told.receivedAll();
        told.holds(told.lines.size() == 1, "it is not said that recording stopped");
        long lost = told.unsent(told.received());
        told.holds(lost > 0, "what was not recorded is not counted");
        return lost + " spans and metrics not recorded, counted at the receiver, said";
    }
}
