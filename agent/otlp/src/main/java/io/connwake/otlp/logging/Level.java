package io.connwake.otlp.logging;

/** How loud a message would have been. */
public final class Level {
    public static final Level SEVERE = new Level(true);
    public static final Level WARNING = new Level(true);
    public static final Level INFO = new Level(false);
    public static final Level CONFIG = new Level(false);
    public static final Level FINE = new Level(false);
    public static final Level FINER = new Level(false);
    public static final Level FINEST = new Level(false);

    private final boolean problem;

    private Level(boolean problem) {
        this.problem = problem;
    }

    boolean isProblem() {
        return problem;
    }
}
