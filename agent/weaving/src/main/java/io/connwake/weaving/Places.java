package io.connwake.weaving;

/** Where the instructions of a method's code are once something stands between them. */
final class Places {
    /** By the old place, plus 1; 0 where no instruction begins. */
    private final int[] now;

    /** @param length of the code; its end has a place too */
    Places(int length) {
        now = new int[length + 1];
    }

    void put(int place, int to) {
        now[place] = to + 1;
    }

    int of(int place) {
        Splice.require(now[place] != 0);
        return now[place] - 1;
    }
}
