package io.connwake.testing.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All that happened to one environment, in order. */
final class Timeline {
    private final long startNanos = System.nanoTime();
    private final List<Happening> happenings = new ArrayList<>();

    synchronized void add(String what) {
        happenings.add(new Happening(Duration.ofNanos(System.nanoTime() - startNanos), what));
    }

    synchronized int length() {
        return happenings.size();
    }

    synchronized List<Happening> from(int index) {
        return List.copyOf(happenings.subList(index, happenings.size()));
    }
}
