package io.connwake.demo.stories;

/**
 * A finding that a story is told for.
 *
 * @param file whose line it must name, empty if it is about no line
 * @param code what stands in that line
 */
record Expected(String kind, String file, String code) {
    /** At the line that borrows. */
    static Expected borrowing(String kind, String file) {
        return new Expected(kind, file, "getConnection(");
    }

    /** About a pool and its server, not about a line. */
    static Expected nowhere(String kind) {
        return new Expected(kind, "", "");
    }
}
