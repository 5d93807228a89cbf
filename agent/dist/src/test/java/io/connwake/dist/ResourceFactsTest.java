package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Attributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceFactsTest {
    private final Properties properties = new Properties();
    private final Map<String, String> variables = new HashMap<>();
    private final Notices notices = new Notices();
    private @Nullable String account;

    @Nested
    class the_service_name {
        @ParameterizedTest
        @CsvSource({
            "com.example.Orders --port 80,Orders",
            "/srv/app/orders-1.0.jar secret,orders-1.0",
            "C:\\apps\\orders.jar,orders",
            "com.example/com.example.Main,Main",
            "' ',unknown_service:java"
        })
        void is_that_of_the_program_without_its_arguments(String command, String name) {
            properties.setProperty("sun.java.command", command);

            assertThat(read().get("service.name")).isEqualTo(name);
        }

        @Test
        void is_that_of_the_function_on_lambda() {
            properties.setProperty("sun.java.command", "com.amazonaws.Main");
            variables.put("AWS_LAMBDA_FUNCTION_NAME", "orders");

            assertThat(read().get("service.name")).isEqualTo("orders");
        }

        @Test
        void is_the_one_given_above_all() {
            properties.setProperty("sun.java.command", "com.example.Orders");
            variables.put("OTEL_RESOURCE_ATTRIBUTES", "service.name=other");
            assertThat(read().get("service.name")).isEqualTo("other");

            variables.put("OTEL_SERVICE_NAME", "orders-eu");
            assertThat(read().get("service.name")).isEqualTo("orders-eu");
        }
    }

    @Nested
    class the_facts {
        @Test
        void name_process_and_distribution() {
            properties.setProperty("java.runtime.name", "OpenJDK");
            variables.put("HOSTNAME", "box");

            Attributes read = read();
            assertThat(read.get("process.pid")).isEqualTo(7L);
            assertThat(read.get("service.instance.id")).isEqualTo("instance");
            assertThat(read.get("telemetry.distro.name")).isEqualTo("connwake");
            assertThat(read.get("telemetry.distro.version")).isEqualTo("1.0");
            assertThat(read.get("process.runtime.name")).isEqualTo("OpenJDK");
            assertThat(read.get("host.name")).isEqualTo("box");
            assertThat(read.get("faas.name")).isNull();
        }

        @Test
        void name_the_function_on_lambda() {
            variables.put("AWS_LAMBDA_FUNCTION_NAME", "orders");
            variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
            variables.put("AWS_REGION", "eu-central-1");

            Attributes read = read();
            assertThat(read.get("faas.name")).isEqualTo("orders");
            assertThat(read.get("faas.max_memory")).isEqualTo(512L << 20);
            assertThat(read.get("cloud.region")).isEqualTo("eu-central-1");
            assertThat(read.get("faas.version")).isNull();
        }

        @Test
        void name_the_environment_by_its_log_stream() {
            variables.put("AWS_LAMBDA_FUNCTION_NAME", "orders");
            variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/22/[$LATEST]af1");
            variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");

            assertThat(read().get("faas.instance")).isEqualTo("2026/11/22/[$LATEST]af1");
            assertThat(read().get("connwake.environment.init_type")).isEqualTo("on-demand");
        }

        @Test
        void name_it_by_the_process_where_the_stream_is_unknown_or_that_of_a_snapshot() {
            variables.put("AWS_LAMBDA_FUNCTION_NAME", "orders");
            assertThat(read().get("faas.instance")).isEqualTo("instance");

            variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/22/[$LATEST]af1");
            variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
            assertThat(read().get("faas.instance")).isEqualTo("instance");
        }

        @Test
        void name_the_account_where_it_is_known() {
            assertThat(read().get("cloud.account.id")).isNull();
            account = "123456789012";
            assertThat(read().get("cloud.account.id")).isEqualTo("123456789012");
        }

        @Test
        void take_in_what_was_given_percent_encoded() {
            variables.put("OTEL_RESOURCE_ATTRIBUTES", "team=a%2Cb+c, broken,host.name=other,bad=100%,=x");

            Attributes read = read();
            assertThat(read.get("team")).isEqualTo("a,b+c");
            assertThat(read.get("host.name")).isEqualTo("other");
            assertThat(read.get("bad")).isEqualTo("100%");
            assertThat(read.get("broken")).isNull();
        }

        @Test
        void that_can_t_be_read_are_named_once() {
            variables.put("OTEL_RESOURCE_ATTRIBUTES", "team=orders, ,broken,=x");
            try (ErrorLines stderr = new ErrorLines()) {
                assertThat(read().get("team")).isEqualTo("orders");
                read();
                assertThat(stderr.said())
                        .containsExactly(
                                "connwake: OTEL_RESOURCE_ATTRIBUTES: 'broken' is not key=value; it is ignored",
                                "connwake: OTEL_RESOURCE_ATTRIBUTES: '=x' is not key=value; it is ignored");
            }
        }
    }

    private Attributes read() {
        return new ResourceFacts(new Configuration.Environment(properties, variables), notices)
                .read(7, "instance", account, "1.0")
                .attributes();
    }
}
