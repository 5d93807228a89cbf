package io.connwake.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.ForgottenClose;
import io.connwake.pipeline.Drain;
import io.connwake.pipeline.Surroundings;
import io.connwake.pipeline.journal.Replay;
import io.connwake.pipeline.metrics.Counts;
import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Output;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.Guard;
import io.connwake.pipeline.origin.SpanIds;
import io.connwake.pipeline.spans.Outlet;
import io.connwake.pipeline.spans.SpanBudget;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalIT {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void what_a_process_was_told_is_found_again_from_its_journal(@TempDir Path directory) throws IOException {
        Path journal = directory.resolve("events");
        Database database = Postgres.shared().createDatabase("journal");
        ChildJvm jvm = ChildJvm.ofMain(ForgottenClose.class)
                .property("connwake.leak.threshold", "1s")
                .property("connwake.record.events", journal);
        Play play = Play.of(jvm, "ForgottenClose", Play.FAULTY, database, database.jdbcUrl());
        assertThat(play.seen().findings()).isNotEmpty();
        assertThat(replayed(Files.readAllLines(journal)))
                .isEqualTo(play.seen().findings().stream().map(LogSeen::body).toList());
    }

    private static List<String> replayed(List<String> lines) {
        Replay replay = new Replay(lines);
        Sentences sentences = new Sentences();
        Guard guard = new Open();
        Surroundings surroundings =
                new Surroundings(replay.clock(), new SpanIds(1), guard, line -> {}, Counts::new, name -> false);
        Drain drain = new Drain(
                replay,
                replay.settings(),
                surroundings,
                List.of(new Outlet(sentences, new SpanBudget(100, false), guard)));
        replay.run((nanos, last) -> {
            if (last) {
                drain.finish(nanos, SECOND);
            } else {
                drain.turn(nanos);
            }
        });
        return sentences.said;
    }

    /** Catches nothing. */
    private static final class Open implements Guard {
        @Override
        public void run(String kind, Runnable work) {
            work.run();
        }

        @Override
        public long failures() {
            return 0;
        }
    }

    private static final class Sentences implements Output {
        final List<String> said = new ArrayList<>();

        @Override
        public void finding(Finding finding) {
            said.add(finding.sentence());
        }

        @Override
        public void span(Span span) {}

        @Override
        public void metrics(List<Metric> measured) {}

        @Override
        public long metricsIntervalNanos() {
            return SECOND;
        }

        @Override
        public void flush(long timeoutNanos) {}

        @Override
        public void close() {}
    }
}
