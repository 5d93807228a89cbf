package io.connwake.benchmarks;

/** The names of what is measured beside rivals, their units, and how many decimals say something. */
final class Measures {
    static final String CPU = "CPU ms";
    static final String WALL = "wall ms";
    static final String PEAK = "peak RSS MB";

    private Measures() {}

    /** The last word. */
    static String unit(String measure) {
        return measure.substring(measure.lastIndexOf(' ') + 1);
    }

    static int decimals(String measure) {
        return switch (unit(measure)) {
            case "MB", "µs" -> 1;
            default -> 0;
        };
    }
}
