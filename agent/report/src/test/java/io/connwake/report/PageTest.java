package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real Chromium, opened from a file. After each test it has logged nothing and asked for nothing. */
class PageTest {
    private static Chromium chromium;
    private static Tab tab;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Chromium.installed().isPresent(), "no chromium here: the report's page is not tested");
        chromium = Chromium.start();
        tab = chromium.tab();
    }

    @AfterAll
    static void stop() throws IOException {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void screen() {
        tab.size(1400, 900);
        tab.media("", "light");
    }

    @AfterEach
    void it_has_logged_nothing_and_asked_for_nothing() {
        assertThat(tab.problems()).isEmpty();
    }

    private void open(JsonObject document) throws IOException {
        tab.open(Samples.page(folder, document));
    }

    @Nested
    class an_ordinary_report {
        @BeforeEach
        void opened() throws IOException {
            open(Samples.ordinary());
        }

        @Test
        void says_what_is_wrong_on_the_first_screen() {
            assertThat(tab.text("document.querySelector('h1').innerText")).startsWith("3 findings confirmed");
            assertThat(tab.number("document.querySelector('.card').getBoundingClientRect().bottom"))
                    .isLessThan(900);
            assertThat(tab.text("document.querySelector('.card').innerText"))
                    .contains("leak", "never given back", "OrderDao.java:214", "try-with-resources", "2 cases");
        }

        @Test
        void has_all_sections_and_nothing_to_leave_out() {
            assertThat(tab.text("[...document.querySelectorAll('main > section')].map(s => s.id).join()"))
                    .isEqualTo("findings,lifelines,pools,demand,invocations,idle,proxy,fleet,settings,health");
            assertThat(tab.is("document.getElementById('left-out')")).isFalse();
        }

        @Test
        void estimates_percentiles_from_the_buckets_and_says_so() {
            assertThat(tab.text("document.querySelector('#pools figcaption b').parentElement.innerText"))
                    .contains("p50 about", "p95 about", "p99 about");
            assertThat(tab.text("document.getElementById('end').innerText")).contains("estimates");
        }

        @Test
        void says_how_many_a_pool_keeps_idle() {
            assertThat(tab.text("document.querySelector('#pools .facts').innerText.replaceAll('\\n', ' ')"))
                    .startsWith("limit 8 kept idle, at least 8 most in use 5");
        }

        @Test
        void marks_the_advised_size() {
            assertThat(tab.text("document.querySelector('#demand .advised-text').textContent"))
                    .isEqualTo("advised 6");
            assertThat(tab.text("document.querySelector('#demand tr.here').innerText"))
                    .startsWith("6");
        }

        @Test
        void draws_the_bracket_of_the_idle_limit() {
            assertThat(tab.number("document.querySelector('#idle .range').getBoundingClientRect().width"))
                    .isGreaterThan(10);
        }

        @Test
        void says_in_words_what_the_agent_lost() {
            assertThat(tab.text("document.getElementById('health').innerText"))
                    .contains("3 events of kind lease dropped", "1 failed export", "its last line is torn");
        }

        @Test
        void leads_from_a_finding_to_its_place_and_back() {
            tab.run("document.querySelectorAll('button.show')[0].click()");
            tab.settle();
            assertThat(tab.text("[...lines.state().picked.rows].join()")).isEqualTo("2,5");
            assertThat(tab.is("doc.findings[0].leases.every(([c, at]) =>"
                            + " at >= lines.state().from && at <= lines.state().to)"))
                    .isTrue();
            assertThat(tab.is("lines.state().to - lines.state().from < lines.state().whole.to"
                            + " - lines.state().whole.from"))
                    .isTrue();
            assertThat(tab.text("document.activeElement.className")).isEqualTo("view");
            assertThat(tab.is("document.querySelector('.view').getBoundingClientRect().top < innerHeight / 2"))
                    .isTrue();
            assertThat(tab.text("document.querySelector('.picking').innerText")).contains("2 connections, 2 bars");
            tab.run("document.querySelector('.picking button').click()");
            assertThat(tab.text("document.activeElement.id")).isEqualTo("finding-0");
        }

        @Test
        void leads_from_a_bar_to_its_finding_by_a_click() {
            Spot bar = bar(2, "doc.connections[2].bars.from.length - 1");
            tab.drag(bar.x, bar.x, bar.y);
            assertThat(tab.text("document.activeElement.id")).isEqualTo("finding-0");
        }

        @Test
        void tells_what_is_under_the_pointer() {
            Spot bar = bar(2, "doc.connections[2].bars.from.length - 1");
            tab.moveTo(bar.x, bar.y);
            assertThat(tab.is("document.getElementById('tip').hidden")).isFalse();
            assertThat(tab.text("document.getElementById('tip').innerText"))
                    .contains("Lease still open at the end", "session 20417", "held idle", "UTC", "leak");
            tab.moveTo(5, 5);
            assertThat(tab.is("document.getElementById('tip').hidden")).isTrue();
        }

        @Test
        void fits_the_time_of_a_connection_whose_name_is_clicked() {
            Spot row = bar(11, "0");
            tab.drag(60, 60, row.y);
            assertThat(tab.is("Math.abs(lines.state().from - doc.connections[11].opened)"
                            + " < (doc.end - doc.connections[11].opened) / 10"))
                    .isTrue();
        }

        @Test
        void zooms_into_what_was_dragged_over() {
            Spot middle = plot();
            double before = shown();
            tab.drag(middle.x, middle.x + 100, middle.y);
            assertThat(shown()).isLessThan(before / 5);
        }

        @Test
        void zooms_with_ctrl_and_the_wheel_around_the_pointer() {
            Spot middle = plot();
            String under = "lines.state().from + (" + middle.x
                    + " - document.querySelector('.view canvas').getBoundingClientRect().left - lines.state().left)"
                    + " / (lines.state().width - lines.state().left) * (lines.state().to - lines.state().from)";
            double time = tab.number(under);
            double before = shown();
            tab.wheel(middle.x, middle.y, -100);
            assertThat(shown()).isLessThan(before);
            assertThat(Math.abs(tab.number(under) - time)).isLessThan(before / 100);
        }

        @ParameterizedTest
        @CsvSource({"Zoom in,0.5", "Zoom in|Zoom in|Zoom out,0.5", "Zoom in|Show the whole time,1"})
        void zooms_with_buttons(String labels, double share) {
            double before = shown();
            for (String label : labels.split("\\|", -1)) {
                tab.run("document.querySelector('[aria-label=\"" + label + "\"]').click()");
            }
            tab.settle();
            assertThat(shown() / before).isCloseTo(share, offset(0.01));
        }

        @Test
        void zooms_and_walks_with_the_keyboard() {
            tab.run("document.querySelector('.view').focus()");
            double before = shown();
            tab.press("+");
            tab.press("+");
            assertThat(shown()).isLessThan(before / 3);
            double from = tab.number("lines.state().from");
            tab.press("ArrowRight");
            assertThat(tab.number("lines.state().from")).isGreaterThan(from);
            tab.press("ArrowLeft");
            tab.press("-");
            assertThat(shown()).isGreaterThan(before / 3);
            tab.press("0");
            assertThat(shown()).isEqualTo(before);
        }

        @Test
        void speaks_of_rows_and_bars_reached_by_the_keyboard() {
            tab.run("document.querySelector('.view').focus()");
            tab.press("ArrowDown");
            assertThat(tab.text("document.getElementById('spoken').textContent"))
                    .contains("orders (pid 4121)");
            tab.press("ArrowDown");
            assertThat(tab.text("document.getElementById('spoken').textContent"))
                    .contains("session 20411");
            tab.press("n");
            assertThat(tab.text("document.getElementById('spoken').textContent"))
                    .contains("lasted", "session 20411");
            assertThat(tab.is("document.getElementById('tip').hidden")).isFalse();
            tab.press("Escape");
            assertThat(tab.is("document.getElementById('tip').hidden")).isTrue();
        }

        @Test
        void says_of_a_chart_what_the_keyboard_points_at() {
            tab.run("document.querySelector('#pools svg[role=img]').focus()");
            tab.press("ArrowRight");
            assertThat(tab.text("document.getElementById('spoken').textContent"))
                    .contains("in use", "idle", "UTC");
        }

        @Test
        void shows_the_visible_rows_as_a_table() {
            tab.run("document.querySelector('.asTable').open = true");
            tab.settle();
            assertThat(tab.number("document.querySelectorAll('.asTable tbody tr').length"))
                    .isEqualTo(12);
            assertThat(tab.text("document.querySelectorAll('.asTable tbody tr')[2].innerText"))
                    .contains("session 20417", "orders-pool", "open", "leak");
        }

        @Test
        void groups_by_pool_and_shows_only_rows_with_findings() {
            tab.run("document.querySelector('select').value = 'pool';"
                    + "document.querySelector('select').dispatchEvent(new Event('change'))");
            assertThat(tab.text("lines.state().rows[0].text")).startsWith("orders-pool");
            tab.run("document.querySelector('.tools input').click()");
            assertThat(tab.number("lines.state().rows.filter(row => row.kind === 'connection').length"))
                    .isEqualTo(10);
        }

        @ParameterizedTest
        @ValueSource(strings = {"light", "dark"})
        void can_be_read_by_day_and_by_night(String scheme) {
            tab.media("", scheme);
            for (String text : List.of("ink", "dim", "accent", "error", "warn", "info", "ok")) {
                for (String ground : List.of("bg", "panel")) {
                    assertThat(contrast(text, ground))
                            .as(text + " on " + ground)
                            .isGreaterThan(4.5);
                }
            }
            for (String tone : List.of("error", "warn", "info", "ok")) {
                assertThat(contrast("ink", tone + "-bg")).as("ink on " + tone).isGreaterThan(7);
            }
            assertThat(tab.text("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(scheme.equals("light") ? "rgb(255, 255, 255)" : "rgb(19, 22, 26)");
        }

        @Test
        void redraws_the_lifelines_when_night_falls() {
            String corner = "(() => { const pen = new OffscreenCanvas(1, 1).getContext('2d');"
                    + " pen.drawImage(document.querySelector('.view canvas'), 0, 0);"
                    + " return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).join(); })()";
            assertThat(tab.text(corner)).isEqualTo("255,255,255");
            tab.media("", "dark");
            assertThat(tab.text(corner)).isEqualTo("19,22,26");
        }

        @Test
        void prints_without_controls_and_with_all_unfolded() {
            tab.media("print", "dark");
            for (String control : List.of(".tools", "#contents", ".skip", "button.show", ".hint")) {
                assertThat(tab.text("getComputedStyle(document.querySelector('" + control + "')).display"))
                        .as(control)
                        .isEqualTo("none");
            }
            assertThat(tab.is("[...document.querySelectorAll('.card details, details.pool')].every(d => d.open)"))
                    .isTrue();
            assertThat(tab.text("document.getElementById('settings').innerText"))
                    .contains("connectionTimeout");
            assertThat(tab.text("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo("rgb(255, 255, 255)");
            assertThat(new String(Base64.getDecoder().decode(tab.print()), StandardCharsets.ISO_8859_1))
                    .startsWith("%PDF");
        }

        @ParameterizedTest
        @ValueSource(ints = {390, 768, 1900})
        void fits_a_screen_of(int width) {
            tab.size(width, 844);
            assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
            assertThat(tab.number("document.querySelector('.view canvas').getBoundingClientRect().right"))
                    .isLessThanOrEqualTo(width);
        }

        @Test
        void starts_for_the_keyboard_with_a_link_to_the_findings() {
            tab.press("Tab");
            assertThat(tab.text("document.activeElement.className")).isEqualTo("skip");
            assertThat(tab.number("document.activeElement.getBoundingClientRect().top"))
                    .isGreaterThanOrEqualTo(0);
            tab.press("Enter");
            assertThat(tab.text("location.hash")).isEqualTo("#findings");
        }

        @Test
        void names_all_that_can_be_pressed_or_looked_at() {
            assertThat(tab.text("[...document.querySelectorAll('button, svg[role=img], [role=region], select')]"
                            + ".filter(e => !(e.getAttribute('aria-label') || e.textContent).trim())"
                            + ".map(e => e.outerHTML).join()"))
                    .isEmpty();
            assertThat(tab.text("[...document.querySelectorAll('[id]')].map(e => e.id)"
                            + ".filter((id, i, all) => all.indexOf(id) !== i).join()"))
                    .isEmpty();
            assertThat(tab.is("document.querySelector('[style*=\":\"][onclick], [onclick], [onload]')"))
                    .isFalse();
        }

        /** Where the middle of a bar is on the screen. */
        private Spot bar(int connection, String index) {
            tab.run("document.querySelector('.view').scrollIntoView({ block: 'center' })");
            tab.settle();
            String state = "const s = lines.state(); const b = doc.connections[" + connection + "].bars; const i = "
                    + index + "; const box = document.querySelector('.view canvas').getBoundingClientRect();";
            String x = "(() => { " + state + " return box.left + s.left + ((b.from[i] + b.to[i]) / 2 - s.from)"
                    + " / (s.to - s.from) * (s.width - s.left); })()";
            String y = "(() => { " + state + " const row = s.rows.findIndex(r => r.index === " + connection + ");"
                    + " return box.top + s.top - s.scroll + (row + 0.5) * s.rowHeight; })()";
            return new Spot(tab.number(x), tab.number(y));
        }

        private Spot plot() {
            return bar(2, "0");
        }

        private double shown() {
            return tab.number("lines.state().to - lines.state().from");
        }

        private double contrast(String text, String ground) {
            return tab.number("(() => { const light = name => { const hex = getComputedStyle(document.documentElement)"
                    + ".getPropertyValue('--' + name).trim(); const [r, g, b] = [1, 3, 5].map(i =>"
                    + " parseInt(hex.slice(i, i + 2), 16) / 255).map(c => c <= 0.04045 ? c / 12.92 :"
                    + " ((c + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };"
                    + " const [a, b] = ['" + text + "', '" + ground + "'].map(light).sort((x, y) => y - x);"
                    + " return (a + 0.05) / (b + 0.05); })()");
        }
    }

    private record Spot(double x, double y) {}

    @Nested
    class a_report_of_hostile_texts {
        @BeforeEach
        void opened() throws IOException {
            open(Samples.hostile());
        }

        @Test
        void runs_none_of_them_and_makes_no_element_of_them() {
            assertThat(tab.is("window.hacked")).isFalse();
            assertThat(tab.text("[...document.querySelectorAll('script')].map(s => s.id).join('|')"))
                    .isEqualTo("data|");
            assertThat(tab.number("document.querySelectorAll('img, iframe, object, base, link, form').length"))
                    .isZero();
        }

        @Test
        void shows_them_as_text() {
            String page = tab.text("document.body.textContent");
            assertThat(page).contains(Samples.HOSTILE.subList(0, 7));
        }

        @Test
        void keeps_text_from_right_to_left_apart_from_its_surroundings() {
            assertThat(tab.is("[...document.querySelectorAll('bdi')].some(b => b.textContent.startsWith('\u202e'))"))
                    .isTrue();
            assertThat(tab.is("[...document.querySelectorAll('bdi')].every(b =>"
                            + " getComputedStyle(b).unicodeBidi === 'isolate')"))
                    .isTrue();
            assertThat(
                            tab.is(
                                    "(() => { const walk = document.createTreeWalker(document.getElementById('main'),"
                                            + " NodeFilter.SHOW_TEXT); while (walk.nextNode()) if (walk.currentNode.data.includes('\u202e')"
                                            + " && !walk.currentNode.parentElement.closest('bdi, .unseen')) return false; return true; })()"))
                    .isTrue();
        }

        @Test
        void cuts_a_name_of_10_kB_and_shows_the_rest_on_demand() {
            tab.run("window.more = [...document.querySelectorAll('button.more')]"
                    + ".find(b => b.textContent.includes('10,240'))");
            assertThat(tab.number("more.previousElementSibling.textContent.length"))
                    .isLessThan(1000);
            tab.run("more.click()");
            assertThat(tab.text("more.previousElementSibling.textContent")).isEqualTo(Samples.NAME_OF_10_KB);
            assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(1400);
            tab.run("more.click()");
            assertThat(tab.text("more.getAttribute('aria-expanded')")).isEqualTo("false");
        }

        @Test
        void fits_a_phone() {
            tab.size(390, 844);
            assertThat(tab.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        }

        @Test
        void shows_them_in_tooltips_tables_and_places_as_well() {
            tab.run("document.querySelector('.asTable').open = true");
            tab.run("document.querySelectorAll('button.show').forEach(b => b.click())");
            for (int i = 0; i < 15; i++) {
                tab.press("ArrowDown");
                tab.press("n");
            }
            assertThat(tab.is("window.hacked")).isFalse();
            assertThat(tab.number("document.querySelectorAll('img').length")).isZero();
        }
    }

    @Nested
    class a_report_of_more_than_it_shows {
        @BeforeEach
        void opened() throws IOException {
            JsonObject document = Samples.ordinary();
            document.addProperty("findingsLeftOut", 1_400);
            document.addProperty("confirmedLeftOut", 200);
            document.addProperty("poolsLeftOut", 700);
            document.addProperty("leasesLeftOut", 5_000_000);
            document.getAsJsonArray("idle").get(0).getAsJsonObject().addProperty("deathsLeftOut", 300);
            open(document);
        }

        private double fact(String name) {
            return tab.number("Number([...document.querySelectorAll('.facts > div')].find(f => f.firstChild.innerText"
                    + " === '" + name + "').lastChild.innerText.replace(/\\D/g, ''))");
        }

        @Test
        void counts_all_that_there_is() {
            assertThat(fact("findings confirmed")).isEqualTo(tab.number("confirmed.length") + 200);
            assertThat(fact("resolved"))
                    .isEqualTo(tab.number("findings.length") - tab.number("confirmed.length") + 1_200);
            assertThat(fact("pools")).isEqualTo(tab.number("pools.length") + 700);
            assertThat(fact("leases")).isGreaterThan(5_000_000);
        }

        @Test
        void says_what_is_left_out() {
            assertThat(tab.text("document.getElementById('findings').innerText"))
                    .containsPattern("1.?400 further findings left out");
            assertThat(tab.text("document.getElementById('idle').textContent"))
                    .containsPattern("\\d+ deaths")
                    .contains("after a longer time");
        }
    }

    @Nested
    class a_report_of_very_much {
        @BeforeEach
        void opened() throws IOException {
            open(Samples.large());
        }

        @Test
        void paints_only_what_is_in_view_and_makes_no_element_for_a_bar() {
            assertThat(tab.number("lines.state().rows.length")).isEqualTo(408);
            assertThat(tab.number("document.querySelector('.view canvas').height"))
                    .isLessThan(900);
            assertThat(tab.number("document.querySelectorAll('*').length")).isLessThan(1500);
        }

        @Test
        void answers_while_it_is_scrolled_and_zoomed() {
            tab.run("document.querySelector('.view').focus()");
            tab.run("document.querySelector('.asTable').open = true");
            for (int i = 0; i < 12; i++) {
                tab.press(i % 4 == 3 ? "-" : "+");
                tab.run("document.querySelector('.view').scrollTop += 500");
                tab.press("ArrowRight");
            }
            assertThat(tab.number("document.querySelector('.view').scrollTop")).isGreaterThan(5_000);
            assertThat(tab.number("document.querySelectorAll('.asTable tbody tr').length"))
                    .isBetween(10.0, 60.0);
        }
    }

    @Nested
    class a_report_of_little {
        @Test
        void says_what_is_left_out_and_why() throws IOException {
            JsonObject document = Samples.ordinary();
            List.of("idle", "proxy", "fleet", "invocations", "invocationTotals").forEach(document::remove);
            open(document);
            assertThat(tab.text("document.getElementById('left-out').innerText"))
                    .contains("Idle ages", "Would RDS Proxy pay?", "no invocation was recorded");
            assertThat(tab.is("document.getElementById('idle')")).isFalse();
        }

        @Test
        void is_a_page_though_there_is_nothing() throws IOException {
            open(new JsonObject());
            assertThat(tab.text("document.getElementById('findings').innerText"))
                    .contains("No finding");
        }

        @Test
        void says_that_its_data_is_damaged() throws IOException {
            tab.open(Samples.page(folder, "{\"start\":"));
            assertThat(tab.text("document.querySelector('h1').innerText")).contains("damaged");
        }

        @Test
        void draws_the_rest_where_one_section_is_odd() throws IOException {
            JsonObject document = Samples.ordinary();
            document.getAsJsonObject("fleet").addProperty("busy", "often");
            open(document);
            assertThat(tab.text("document.getElementById('left-out').innerText"))
                    .contains("Invocations against environments (its data could not be drawn");
            assertThat(tab.is("document.getElementById('health')")).isTrue();
        }
    }
}
