package io.connwake.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Columns as wide as their widest cell; the first is flush left, the others flush right. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
        rows.add(heads);
    }

    void row(String... cells) {
        if (cells.length != rows.get(0).length) {
            throw new IllegalArgumentException(cells.length + " cells under " + rows.get(0).length + " heads");
        }
        rows.add(cells);
    }

    void print() {
        System.out.print(text());
    }

    String text() {
        StringBuilder text = new StringBuilder("\n");
        for (String[] cells : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < cells.length; column++) {
                String side = column == 0 ? "-" : "";
                line.append(String.format("%" + side + width(column) + "s  ", cells[column]));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .mapToInt(cells -> Math.max(1, cells[column].length()))
                .max()
                .orElse(1);
    }
}
