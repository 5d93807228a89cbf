package io.connwake.recorder;

/**
 * Whose turn it is, where so many at a time have theirs: each look at another thread's stack stops all threads for a moment,
 * with thousands of them one of 0.1 ms.
 */
final class Rota {
    private final int most;
    private int from;
    private int seen;

    Rota(int most) {
        this.most = most;
    }

    /** Of all that ask in a round. */
    boolean isUp() {
        int place = seen++;
        return place >= from && place - from < most;
    }

    /** The round is over; the next one goes on where this one came to. */
    void turn() {
        from = seen - from > most ? from + most : 0;
        seen = 0;
    }
}
