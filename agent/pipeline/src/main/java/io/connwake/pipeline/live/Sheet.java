package io.connwake.pipeline.live;

/**
 * An answer as it travels to the command that asked: a line each, of which the first letter says what it is. What the
 * command does not know it leaves out, so that two versions of the jar understand each other.
 *
 * <pre>
 *   =TEXT            a sentence
 *   #TEXT            the title of a table
 *   :CELL \t CELL    its heading
 *   -CELL \t CELL    a row
 *   !CODE            the end, and what the command's exit code is to be
 * </pre>
 */
public final class Sheet {
    private static final int LONGEST = 500;

    private final StringBuilder text = new StringBuilder();

    public void say(String sentence) {
        line('=', sentence);
    }

    public void table(String title, String... heading) {
        line('#', title);
        line(':', heading);
    }

    public void row(String... cells) {
        line('-', cells);
    }

    public void add(Sheet other) {
        text.append(other.text);
    }

    public boolean isEmpty() {
        return text.length() == 0;
    }

    /** The whole, with its end. */
    public String endingWith(int code) {
        return text + "!" + code + "\n";
    }

    private void line(char kind, String... cells) {
        text.append(kind);
        for (int i = 0; i < cells.length; i++) {
            if (i > 0) {
                text.append('\t');
            }
            append(cells[i]);
        }
        text.append('\n');
    }

    private void append(String cell) {
        int end = Math.min(cell.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = cell.charAt(i);
            text.append(c < ' ' ? '?' : c);
        }
    }
}
