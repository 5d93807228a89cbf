package io.connwake.report;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Resource;
import io.connwake.recording.reader.RecordingReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The files that are meant by what was named: a file, with the one that the same process set aside when it was full; a
 * folder, with all recordings in it. Each once.
 */
final class Recordings {
    private final Consumer<String> notices;
    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<Path> real = new LinkedHashSet<>();

    private final List<Path> earlier = new ArrayList<>();

    private Recordings(Consumer<String> notices) {
        this.notices = notices;
    }

    static List<Path> of(List<String> names, Consumer<String> notices) throws Refusal, IOException {
        Recordings recordings = new Recordings(notices);
        for (String name : names) {
            recordings.named(name);
        }
        List<Path> ordered = new ArrayList<>();
        for (Path each : recordings.files) {
            Path older = recordings.setAside(each);
            if (older != null) {
                ordered.add(older);
            }
            ordered.add(each);
        }
        recordings.tell();
        return ordered;
    }

    private void tell() {
        if (earlier.size() == 1) {
            notices.accept(earlier.get(0) + " is of an earlier process and left out; name it to have it in");
        } else if (!earlier.isEmpty()) {
            notices.accept(earlier.size() + " files such as " + earlier.get(0)
                    + " are of earlier processes and left out; name them to have them in");
        }
    }

    private void named(String name) throws Refusal, IOException {
        Path path = path(name);
        if (Files.isDirectory(path)) {
            folder(path);
        } else if (Files.exists(path)) {
            add(path);
        } else {
            throw new Refusal("there is no file " + name);
        }
    }

    static Path path(String name) throws Refusal {
        try {
            return Path.of(name);
        } catch (InvalidPathException impossible) {
            throw new Refusal("this is no name of a file: " + name);
        }
    }

    private void folder(Path folder) throws Refusal, IOException {
        List<Path> found;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jsonl")) {
            found = all(entries);
        }
        if (found.isEmpty()) {
            throw new Refusal("there is no recording (*.jsonl) in the folder " + folder);
        }
        found.sort(null);
        for (Path each : found) {
            // A pipe that nobody writes would be waited for.
            if (Files.isRegularFile(each)) {
                add(each);
            } else {
                notices.accept(each + " is no file; it is left out");
            }
        }
    }

    /** What fails on the way comes wrapped, in an exception that nobody expects. */
    static List<Path> all(DirectoryStream<Path> entries) throws IOException {
        List<Path> found = new ArrayList<>();
        try {
            entries.forEach(found::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        return found;
    }

    private void add(Path file) {
        if (real.add(real(file))) {
            files.add(file);
        }
    }

    /** The name of a pipe leads to no path. */
    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException none) {
            return file.toAbsolutePath();
        }
    }

    /**
     * What the same process set aside before it wrote this; null if there is nothing. What an earlier process left there
     * is another story: the fault may have been mended since.
     */
    private @Nullable Path setAside(Path file) throws IOException {
        Path name = file.getFileName();
        Path older = name == null ? null : file.resolveSibling(name + ".1");
        if (older == null || !Files.isRegularFile(older) || real.contains(real(older))) {
            return null;
        }
        String process = process(file);
        if (process != null && !process.equals(process(older))) {
            earlier.add(older);
            return null;
        }
        real.add(real(older));
        return older;
    }

    private static @Nullable String process(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Resource first = RecordingReader.first(in);
            Attributes attributes = first == null ? Attributes.NONE : first.attributes();
            Object instance = attributes.get("service.instance.id");
            String all = instance == null ? attributes.toString() : instance + " " + attributes.get("process.pid");
            return first == null ? null : all;
        }
    }
}
