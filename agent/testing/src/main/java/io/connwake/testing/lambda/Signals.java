package io.connwake.testing.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;

/** Sends signals by a shell that stays, for starting one each time would take longer than an invocation. */
final class Signals {
    private static final Signals SHARED = new Signals();

    private final Process shell;
    private final Writer orders;
    private final BufferedReader done;

    private Signals() {
        try {
            shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
            orders = shell.outputWriter();
            done = shell.inputReader();
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    /** Returns when the kernel has it; a process that is gone does not mind. */
    static void send(String signal, long pid) {
        SHARED.order("kill -" + signal + " " + pid + " 2>/dev/null; echo done");
    }

    private synchronized void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
            if (done.readLine() == null) {
                throw new IOException("the shell that sends signals has ended: " + shell);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
