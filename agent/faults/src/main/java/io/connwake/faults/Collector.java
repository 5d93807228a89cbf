package io.connwake.faults;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.OtlpReceiver;
import java.io.IOException;
import java.util.function.Consumer;

/** A collector that misbehaves, from the first request on. The recording has everything, and how much was not sent. */
record Collector(String name, String about, Consumer<OtlpReceiver> behaviour, Effect effect) implements Hazard {
    /** What becomes of what it is sent. */
    enum Effect {
        /** Nothing is taken, and that is counted. */
        ALL_LOST,
        /** It is taken, whatever the answer says. */
        TAKEN,
        /** It is taken but for what it rejects. */
        SOME_TAKEN
    }

    @Override
    public Program program() {
        return Program.working("hikari", 500, "return");
    }

    @Override
    public void strike(ChildJvm watched, Scene scene) throws IOException {
        behaviour.accept(scene.receiver);
    }

    @Override
    public String lost(Told told) {
        told.recordedAll();
        long unsent = told.unsent(told.recorded());
        int received = told.received().spans().size();
        switch (effect) {
            case ALL_LOST -> {
                told.holds(unsent > 0 || !told.lines.isEmpty(), "what was not sent is neither counted nor said");
                told.holds(received == 0, received + " spans were taken");
            }
            case TAKEN -> told.receivedAll();
            case SOME_TAKEN -> told.holds(received > 0, "nothing was taken");
        }
        return unsent + " failed exports recorded, " + received + " spans received"
                + (told.lines.isEmpty() ? "" : ", said");
    }
}
