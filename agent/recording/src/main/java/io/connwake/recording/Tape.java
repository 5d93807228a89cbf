package io.connwake.recording;

import java.io.File;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes finished lines as long as the disk does; the file is created with the first. What goes wrong is said once. */
final class Tape {
    private final RecordingSettings settings;
    private final Consumer<String> notices;
    private File name;
    private @Nullable OwnedFile file;
    private boolean stopped;

    Tape(RecordingSettings settings, Consumer<String> notices) {
        this.settings = settings;
        this.notices = notices;
        this.name = settings.first();
    }

    boolean isStopped() {
        return stopped;
    }

    /** False if the line is lost. */
    boolean write(JsonBytes line) {
        if (stopped) {
            return false;
        }
        try {
            OwnedFile open = withRoomFor(line.size());
            open.write(line.array(), line.size());
            return true;
        } catch (IOException failure) {
            stop(failure);
            return false;
        }
    }

    void close() {
        stopped = true;
        closeFile();
    }

    private OwnedFile withRoomFor(int bytes) throws IOException {
        OwnedFile open = file;
        if (open != null && open.length() > 0 && open.length() + bytes > settings.maxBytes()) {
            open.close();
            open = null;
        }
        if (open == null) {
            open = open();
            file = open;
        }
        return open;
    }

    private OwnedFile open() throws IOException {
        OwnedFile opened = OwnedFile.create(name);
        File second = settings.second();
        if (opened == null && !name.equals(second)) {
            notices.accept(name + " is being written by another process, recording to " + second);
            name = second;
            opened = OwnedFile.create(name);
        }
        if (opened == null) {
            throw new IOException("is being written by another process");
        }
        return opened;
    }

    private void stop(IOException failure) {
        stopped = true;
        closeFile();
        String reason = failure.getMessage() == null ? "" : ", " + failure.getMessage();
        notices.accept(
                "recording to " + name + " stopped: " + failure.getClass().getSimpleName() + reason);
    }

    private void closeFile() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException closing) {
            stopped = true;
        }
    }
}
