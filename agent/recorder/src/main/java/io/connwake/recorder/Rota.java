package io.connwake.recorder;

/**
 * Whose turn it is, where so many at a time have theirs: each look at another thread's stack stops all threads for a moment,
 * with thousands of them one of 0.1 ms.
 */
final class Rota {
    private final int most;
    private int from;
    private int place;
    private int last;
    private int looks;
    private boolean isAsked;
    private boolean isShort;

    Rota(int most) {
        this.most = most;
    }

    /**
     * Of all that there are, in their order.
     *
     * @param asks whether it wants to be looked at in this round; who doesn't keeps its place
     */
    boolean isUp(boolean asks) {
        int its = place++;
        boolean isInTurn = asks && its >= from;
        boolean isUp = isInTurn && looks < most;
        isAsked |= asks;
        isShort |= isInTurn && !isUp;
        if (isUp) {
            looks++;
            last = its;
        }
        return isUp;
    }

    /** The round is over; the next one goes on where this one came to, or begins anew. One in which nobody asked is none. */
    void turn() {
        if (isAsked) {
            from = isShort ? last + 1 : 0;
        }
        place = 0;
        looks = 0;
        isAsked = false;
        isShort = false;
    }
}
