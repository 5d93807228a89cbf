package io.connwake.otlp.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One export under way, which can be cut from another thread: a write to a peer that does not read ends no other way. */
final class Call {
    private final Deadline deadline;
    private @Nullable Socket socket;
    private boolean cut;

    Call(Deadline deadline) {
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    synchronized void goesOver(Socket next) throws IOException {
        if (cut) {
            next.close();
            throw new InterruptedIOException("cut");
        }
        socket = next;
    }

    synchronized boolean isCut() {
        return cut;
    }

    synchronized void cut() {
        cut = true;
        notifyAll();
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException closing) {
                socket = null;
            }
        }
    }

    /** Waits; ends early and exceptionally when the call is cut. */
    synchronized void pause(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !cut; left = end - System.nanoTime()) {
            try {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                cut = true;
            }
        }
        if (cut) {
            throw new InterruptedIOException("cut");
        }
    }
}
