package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwake.pipeline.model.Finding.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a recording becomes on the page, in a real Chromium. After each test it has logged nothing. */
class RecordedPageTest {
    private static Chromium chromium;
    private static Tab tab;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Chromium.installed().isPresent(), "no chromium here: the report's page is not tested");
        chromium = Chromium.start();
        tab = chromium.tab();
        tab.size(1400, 900);
    }

    @AfterAll
    static void stop() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void it_has_logged_nothing_and_asked_for_nothing() {
        assertThat(tab.problems()).isEmpty();
    }

    private void open(Consumer<Told> story) throws IOException {
        Told.reported(folder, story);
        tab.open(folder.resolve("page.html"));
    }

    @Nested
    class a_heading {
        @Test
        void warns_where_opens_fail_though_there_is_no_finding() throws IOException {
            open(told -> told.refused("auth", "28P01", 0, 5));

            assertThat(badge()).isEqualTo("warning");
        }

        @Test
        void is_quiet_where_opens_failed_until_the_server_was_there() throws IOException {
            open(told -> told.refused("connect_refused", "08001", 0, 5).opened(1, 10, 15));

            assertThat(badge()).isEqualTo("quiet");
        }

        private String badge() {
            return tab.text("document.querySelector('.verdict .badge').textContent");
        }
    }

    @Nested
    class a_pool {
        @Test
        void without_a_limit_to_speak_of_is_drawn_as_far_as_it_was_needed() throws IOException {
            open(told -> told.built(2_000_000_000).opened(1, 0, 5).lease(1, "released", 10, 11, 900));

            assertThat(tab.text("document.getElementById('pools').innerText")).contains("2,000,000,000");
            assertThat(tab.is("document.querySelector('#pools .limit')")).isFalse();
            assertThat(tab.number("Math.max(...[...document.querySelectorAll('#demand svg text')]"
                            + ".map(t => Number(t.textContent)).filter(Number.isFinite))"))
                    .isBetween(2.0, 20.0);
        }

        @Test
        void that_needed_few_is_drawn_beside_its_limit() throws IOException {
            open(told -> told.built(5).opened(1, 0, 5).lease(1, "released", 10, 11, 900));

            assertThat(tab.is("document.querySelector('#pools line.limit')")).isTrue();
            assertThat(tab.text("document.querySelector('#demand .limit-text').textContent"))
                    .isEqualTo("limit 5");
        }
    }

    @Test
    void invocations_that_were_killed_are_counted_beside_those_that_failed_and_timed_out() throws IOException {
        open(told -> {
            told.invoked("fn", 1_000, 1_100, 0, true, "ok");
            told.invoked("fn", 2_000, 2_100, 0.9, false, "error");
            told.invoked("fn", 3_000, 3_100, 0.9, false, "killed");
            told.invoked("fn", 4_000, 4_100, 0.9, false, "killed");
        });

        assertThat(tab.text("document.querySelector('#invocations .facts').innerText.replaceAll('\\n', ' ')"))
                .contains("failed 1 timed out 0 killed 2 ");
    }

    @Nested
    class a_connection {
        @Test
        void that_a_leak_keeps_is_never_given_back_from_the_end_of_its_lease() throws IOException {
            open(told -> {
                told.opened(1, 0, 5);
                told.finding("leak", State.CONFIRMED, 300, "", told.lease(1, "open_at_invocation_end", 30, 30, 90));
                told.closed(1, 0, 900, "");
            });

            assertThat(said(60)).contains("Lease that failed or was left");
            assertThat(said(500)).contains("Never given back");
            assertThat(colour(500)).isEqualTo(ink("error"));
        }

        @Test
        void that_came_back_late_is_idle_though_others_of_its_finding_are_missing() throws IOException {
            open(told -> {
                told.opened(1, 0, 5).opened(2, 0, 5);
                told.finding(
                        "leak",
                        State.CONFIRMED,
                        300,
                        "",
                        told.lease(1, "released", 30, 30, 400),
                        told.lease(2, "open_at_exit", 30, 30, 900));
                told.closed(1, 0, 900, "").closed(2, 0, 900, "");
            });

            assertThat(said(600)).contains("Idle").doesNotContain("Never given back");
            assertThat(colour(600)).isNotEqualTo(ink("error"));
        }

        /** In the tooltip of connection 1 at a time after the recording began. */
        private String said(long millis) {
            tab.run("document.querySelector('.view').scrollIntoView({ block: 'center' })");
            tab.settle();
            String canvas = "document.querySelector('.view canvas').getBoundingClientRect()";
            tab.moveTo(tab.number(canvas + ".left + " + x(millis)), tab.number(canvas + ".top + " + y()));
            return tab.text("document.getElementById('tip').innerText");
        }

        private String colour(long millis) {
            return tab.text("(() => { const view = document.querySelector('.view canvas');"
                    + " const scale = view.width / view.clientWidth; const pixel = view.getContext('2d').getImageData("
                    + x(millis) + " * scale, " + y() + " * scale, 1, 1).data;"
                    + " return '#' + [...pixel].slice(0, 3).map(c => c.toString(16).padStart(2, '0')).join(''); })()");
        }

        private String ink(String name) {
            return tab.text("getComputedStyle(document.documentElement).getPropertyValue('--" + name + "').trim()");
        }

        private static String x(long millis) {
            return "(() => { const s = lines.state(); return s.left + (" + (Told.BEGIN_MILLIS + millis)
                    + " - s.from) / (s.to - s.from) * (s.width - s.left); })()";
        }

        private static String y() {
            return "(() => { const s = lines.state();"
                    + " const row = s.rows.findIndex(r => doc.connections[r.index]?.id === 1);"
                    + " return Math.round(s.top - s.scroll + (row + 0.5) * s.rowHeight); })()";
        }
    }
}
