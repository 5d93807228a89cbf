package io.connwake.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.ThreadRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    private final RecordText records = new RecordText();

    @Test
    void a_record_comes_back_with_all_that_is_in_it() {
        ErrorFacts cause = new ErrorFacts("java.net.SocketException", null, 0, "Broken \"pipe\"\n\\ )]", List.of());
        ErrorFacts error = new ErrorFacts("org.example.Oops", "08006", -1, "", List.of(cause, cause));
        Site site = new Site(List.of(new CodeLine("com.acme.A", "<init>", null, 0)), 0);
        AcquireFailed event =
                new AcquireFailed(-5, Long.MAX_VALUE, 7, 0, 0, new ThreadRef(3, "a - b"), site, null, error, false);
        assertThat(again(event, AcquireFailed.class)).isEqualTo(event);
    }

    @Test
    void so_do_enums_flags_and_what_is_not_known() {
        StatementFailed failed = new StatementFailed(
                1, 2, 3, 4, StatementFailed.Call.END, 5, true, false, new ErrorFacts("X", null, 0, null, List.of()));
        assertThat(again(failed, StatementFailed.class)).isEqualTo(failed);
        PoolSeen seen = new PoolSeen(1, new PoolFacts(2, "X", null, -1, -1, -1, -1, PoolUpkeep.UNKNOWN));
        assertThat(again(seen, PoolSeen.class)).isEqualTo(seen);
        assertThat(again(new PoolSeen(1, PoolFacts.unknown(2, "-")), PoolSeen.class)
                        .facts()
                        .library())
                .isEqualTo("-");
    }

    @Test
    void a_text_that_is_none_is_refused_with_its_place() {
        for (String wrong : List.of("", "(", "(1 2", "(1 2)x", "(1 \"a)", "1", "(- -)", "(1 [)", "(x y)")) {
            assertThatThrownBy(() -> records.read(wrong, 0, ThreadRef.class))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private <T> T again(T record, Class<T> type) {
        StringBuilder text = new StringBuilder();
        records.write(text, record);
        assertThat(text.toString()).doesNotContain("\n");
        return records.read(text.toString(), 0, type);
    }
}
