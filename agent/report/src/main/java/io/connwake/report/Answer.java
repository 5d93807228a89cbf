package io.connwake.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a JVM answered, line by line as the agent's {@code Sheet} wrote it, and how it looks on a terminal. */
final class Answer {
    private static final String ABSENT = "?";

    private final List<String> lines;
    private final int code;

    private Answer(List<String> lines, int code) {
        this.lines = lines;
        this.code = code;
    }

    static Answer parse(String text) throws Refusal {
        List<String> lines = text.lines().toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        if (!last.matches("![0-9]{1,3}")) {
            throw new Refusal("the JVM gave " + (lines.isEmpty() ? "no answer" : "half an answer")
                    + "; it may run another version of the agent");
        }
        return new Answer(lines.subList(0, lines.size() - 1), Integer.parseInt(last.substring(1)));
    }

    int code() {
        return code;
    }

    /** There is no agent in that JVM. */
    boolean isAbsent() {
        return lines.contains(ABSENT);
    }

    void print(PrintStream out) {
        List<String[]> table = new ArrayList<>();
        for (String line : lines) {
            String rest = line.isEmpty() ? "" : line.substring(1);
            if (line.startsWith(":") || line.startsWith("-")) {
                table.add(cells(rest));
                continue;
            }
            print(table, out);
            if (line.startsWith("=")) {
                out.println(Listing.plain(rest));
            } else if (line.startsWith("#")) {
                out.println();
                out.println(Listing.plain(rest));
            }
        }
        print(table, out);
    }

    private static String[] cells(String row) {
        String[] cells = row.split("\t", -1);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Listing.plain(cells[i]);
        }
        return cells;
    }

    /** A table without rows is told by its heading alone. */
    private static void print(List<String[]> table, PrintStream out) {
        if (table.size() == 1) {
            out.println("  none");
        }
        for (String[] row : table.size() > 1 ? table : List.<String[]>of()) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.length; i++) {
                line.append("  ").append(row[i]).append(" ".repeat(width(table, i) - row[i].length()));
            }
            out.println(line.toString().stripTrailing());
        }
        table.clear();
    }

    private static int width(List<String[]> table, int column) {
        int widest = 0;
        for (String[] row : table) {
            widest = column < row.length ? Math.max(widest, row[column].length()) : widest;
        }
        return widest;
    }
}
