package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private final ErrorLines stderr = new ErrorLines();

    @AfterEach
    void close() {
        stderr.close();
    }

    @Nested
    class a_setting {
        @Test
        void has_a_default() {
            Configuration read = read(null, Map.of(), Map.of());

            assertThat(read.flag(Setting.ENABLED)).isTrue();
            assertThat(read.text(Setting.RECORD)).isEmpty();
            assertThat(read.number(Setting.LEAK_THRESHOLD)).isEqualTo(TimeUnit.SECONDS.toNanos(30));
            assertThat(read.number(Setting.WAIT_THRESHOLD)).isEqualTo(TimeUnit.SECONDS.toNanos(10));
            assertThat(read.number(Setting.ACQUIRE_THRESHOLD)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
            assertThat(said()).isEmpty();
        }

        @Test
        void of_the_environment_goes_before_the_default() {
            assertThat(read(null, Map.of(), Map.of("CONNWAKE_RECORD", "environment"))
                            .text(Setting.RECORD))
                    .isEqualTo("environment");
        }

        @Test
        void of_a_property_goes_before_the_environment() {
            assertThat(read(null, Map.of("connwake.record", "property"), Map.of("CONNWAKE_RECORD", "environment"))
                            .text(Setting.RECORD))
                    .isEqualTo("property");
        }

        @Test
        void of_the_agent_argument_goes_before_all() {
            assertThat(read("record=argument", Map.of("connwake.record", "property"), Map.of())
                            .text(Setting.RECORD))
                    .isEqualTo("argument");
            assertThat(said()).isEmpty();
        }

        @Test
        void of_a_file_may_begin_at_home() {
            Map<String, String> home = Map.of("user.home", "/home/ada");
            assertThat(read("record=~/app.jsonl", home, Map.of()).text(Setting.RECORD))
                    .isEqualTo("/home/ada/app.jsonl");
            assertThat(read("record=/tmp/~/app.jsonl", home, Map.of()).text(Setting.RECORD))
                    .isEqualTo("/tmp/~/app.jsonl");
            assertThat(read("record=~app.jsonl", home, Map.of()).text(Setting.RECORD))
                    .isEqualTo("~app.jsonl");
        }

        @Test
        void may_stand_between_blanks() {
            assertThat(read(null, Map.of("connwake.leak.threshold", " 5s "), Map.of())
                            .number(Setting.LEAK_THRESHOLD))
                    .isEqualTo(TimeUnit.SECONDS.toNanos(5));
        }
    }

    @Nested
    class a_mistake {
        @Test
        void in_a_value_is_named_and_the_default_used() {
            Configuration read = read(null, Map.of("connwake.leak.threshold", "30"), Map.of());

            assertThat(read.number(Setting.LEAK_THRESHOLD)).isEqualTo(TimeUnit.SECONDS.toNanos(30));
            assertThat(said())
                    .containsExactly(
                            "connwake: connwake.leak.threshold='30' is not a positive duration such as 500ms, 30s or 5m;"
                                    + " 30s is used");
        }

        @Test
        void in_a_number_is_told_with_the_range() {
            assertThat(read("ring.size=-1", Map.of(), Map.of()).number(Setting.RING_SIZE))
                    .isEqualTo(65_536);
            assertThat(said())
                    .containsExactly("connwake: connwake.ring.size='-1' is not a whole number from 2 to 16777216;"
                            + " 65536 is used");
        }

        @Test
        void in_the_sign_between_settings_is_named() {
            read("record=a.jsonl,leak.threshold=5s", Map.of(), Map.of());
            read("record=a,b=c.jsonl;invocations=com.acme.Job#run,com.acme.Job#walk", Map.of(), Map.of());

            assertThat(said())
                    .containsExactly("connwake: 'a.jsonl,leak.threshold=5s' is taken as one value:"
                            + " settings are separated by ';'");
        }

        @Test
        void is_none_the_variable_of_the_layer_s_wrapper() {
            read(null, Map.of(), Map.of("CONNWAKE_NEXT_WRAPPER", "/opt/other"));

            assertThat(said()).isEmpty();
        }

        /** {@code enabled=false} is as if the agent weren't there. */
        @Test
        void is_not_named_where_all_is_switched_off() {
            String arguments = "enabled=false;spans=1;sites=none;sites=x;debug;record=a,debug=b";
            assertThat(read(arguments, Map.of("connwake.rekord", "x"), Map.of("CONNWAKE_REKORD", "y"))
                            .flag(Setting.ENABLED))
                    .isFalse();
            assertThat(said()).isEmpty();
        }

        @Test
        void in_the_switch_itself_leaves_it_on_and_is_named() {
            assertThat(read("enabled=nein", Map.of(), Map.of()).flag(Setting.ENABLED))
                    .isTrue();
            assertThat(said()).containsExactly("connwake: connwake.enabled='nein' is not true or false; true is used");
        }

        @Test
        void in_a_key_is_named_wherever_it_is() {
            read("spans=1", Map.of("connwake.rekord", "x"), Map.of("CONNWAKE_REKORD", "y", "CONNWAKES", "z"));

            assertThat(said())
                    .containsExactly(
                            "connwake: unknown setting 'spans' is ignored",
                            "connwake: unknown setting 'connwake.rekord' is ignored",
                            "connwake: unknown setting 'CONNWAKE_REKORD' is ignored");
        }
    }

    private static Configuration read(
            @Nullable String arguments, Map<String, String> properties, Map<String, String> variables) {
        Properties given = new Properties();
        given.putAll(properties);
        return Configuration.read(arguments, new Configuration.Environment(given, variables), new Notices());
    }

    private List<String> said() {
        return stderr.said();
    }
}
