package io.connwake.benchmarks;

/** One figure beside its target. It says what was measured; it judges nothing. */
record Bar(String what, Samples figure, int decimals, String unit, String target) {
    static Bar ratio(String what, Samples mine, Samples baseline, String target) {
        return new Bar(what, mine.dividedBy(baseline), 2, "x", target);
    }

    static Bar difference(String what, Samples mine, Samples baseline, int decimals, String unit, String target) {
        return new Bar(what, mine.minus(baseline), decimals, unit, target);
    }

    static void print(Bar... bars) {
        Table table = new Table("figure", "median (quartiles), round by round", "target");
        for (Bar bar : bars) {
            table.row(bar.what, bar.figure.text(bar.decimals) + " " + bar.unit, bar.target);
        }
        table.print();
    }
}
