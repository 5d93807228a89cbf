package io.connwake.pipeline.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.StatementFailed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every exception that drivers and pools threw in experiments, and those that they and applications throw elsewhere. */
class CorpusTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<Row> MEASURED = Row.of("connection-errors.tsv");
    private static final List<Row> UNSEEN = Row.of("unseen-errors.tsv");
    private static final Set<FailureKind> MAY_BE_STALE = EnumSet.of(
            FailureKind.SERVER_CLOSED_IDLE,
            FailureKind.EOF,
            FailureKind.RESET,
            FailureKind.BROKEN_PIPE,
            FailureKind.NET_TIMEOUT);

    @Test
    void every_row_that_was_measured_is_known_for_what_it_is() {
        assertThat(MEASURED).hasSizeGreaterThan(290);
        assertThat(wrong(MEASURED)).isEmpty();
    }

    @Test
    void other_versions_jdks_and_drivers_and_what_applications_throw_are_known_too() {
        assertThat(wrong(UNSEEN)).isEmpty();
    }

    @Test
    void nothing_is_stale_but_what_its_peer_gave_up() {
        for (Row row : all()) {
            boolean may = MAY_BE_STALE.stream()
                    .anyMatch(kind -> kind.label().equals(row.kind()) && row.during() == During.USE);
            for (StatementFailed event : everyState(row.error())) {
                Verdict verdict =
                        Verdict.of(Classifier.of(row.error(), During.USE).kind(), event, false);
                assertThat(verdict == Verdict.STALE && row.during() == During.USE && !may)
                        .as("%s after %s", row, event)
                        .isFalse();
            }
            if (row.during() != During.USE) {
                assertThat(row.failure().innermost().mayBeStale()).as("%s", row).isFalse();
            }
        }
    }

    @Test
    void whatever_was_closed_here_or_is_known_to_be_dead_is_not_stale_again() {
        for (Row row : all()) {
            FailureKind kind = Classifier.of(row.error(), During.USE).kind();
            for (StatementFailed event : everyState(row.error())) {
                assertThat(Verdict.of(kind, event, true)).isIn(Verdict.SECONDARY, Verdict.NONE);
                if (event.closedHere()) {
                    assertThat(Verdict.of(kind, event, false)).isIn(Verdict.USE_AFTER_CLOSE, Verdict.NONE);
                }
            }
        }
    }

    @Test
    void no_words_and_no_numbers_make_an_exception_of_the_application_one_of_a_connection() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            ErrorFacts said = any(random).error();
            ErrorFacts inner = any(random).error();
            ErrorFacts error =
                    new ErrorFacts("com.acme.OrderException", null, said.vendorCode(), said.message(), sockets(inner));
            assertThat(Classifier.of(error, During.USE))
                    .as("%s", error)
                    .isEqualTo(new Failure(FailureKind.OTHER, null));
        }
    }

    @Test
    void no_chain_of_any_shape_makes_a_statement_s_error_stale() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            ErrorFacts said = any(random).error();
            String state = List.of("42601", "23505", "22012", "P0001", "45000", "0A000", "25P02", "38000")
                    .get(random.nextInt(8));
            List<ErrorFacts> causes = new ArrayList<>(any(random).error().causes());
            causes.addAll(any(random).error().causes());
            ErrorFacts error = new ErrorFacts("org.postgresql.util.PSQLException", state, 0, said.message(), causes);
            assertThat(Classifier.of(error, During.USE).kind().isFatal())
                    .as("%s", error)
                    .isFalse();
        }
    }

    private static List<Row> all() {
        return Stream.concat(MEASURED.stream(), UNSEEN.stream()).toList();
    }

    private static Row any(Random random) {
        List<Row> all = all();
        return all.get(random.nextInt(all.size()));
    }

    /** Without those that speak of a database by themselves. */
    private static List<ErrorFacts> sockets(ErrorFacts error) {
        return error.causes().stream()
                .filter(cause ->
                        cause.type().startsWith("java.net.") || cause.type().startsWith("java.io."))
                .toList();
    }

    private static List<StatementFailed> everyState(ErrorFacts error) {
        List<StatementFailed> states = new ArrayList<>();
        for (long idle : new long[] {0, SECOND, 90 * SECOND, 4_000 * SECOND}) {
            for (long took : new long[] {0, SECOND / 100, 30 * SECOND}) {
                for (boolean closed : new boolean[] {true, false}) {
                    states.add(new StatementFailed(
                            0, took, 1, 1, StatementFailed.Call.EXECUTE, idle, closed, closed, error));
                }
            }
        }
        return states;
    }

    private static List<String> wrong(List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.label().equals(row.kind()))
                .map(row -> "expected " + row.kind() + ": " + row)
                .collect(Collectors.toList());
    }
}
