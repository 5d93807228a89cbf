package io.connwake.recording;

import java.io.File;

/**
 * Where a recording goes.
 *
 * @param file {@code %p} in it stands for the process's id
 * @param maxBytes a file that would grow beyond it becomes {@code FILE.1}
 */
public record RecordingSettings(String file, long maxBytes, long pid) {
    public RecordingSettings {
        if (file.isEmpty() || maxBytes <= 0) {
            throw new IllegalArgumentException("a recording needs a file and room");
        }
    }

    File first() {
        return new File(file.replace("%p", Long.toString(pid))).getAbsoluteFile();
    }

    /** Where it goes if another process writes the first. */
    File second() {
        return new File(first().getPath() + "." + pid);
    }
}
