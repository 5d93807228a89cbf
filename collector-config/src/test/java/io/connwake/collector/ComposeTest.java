package io.connwake.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of the Compose files without Docker. */
class ComposeTest {
    private static final JsonNode SERVICES = Folder.tree("compose.yaml").get("services");
    private static final Pattern NEEDED = Pattern.compile("\\$\\{env:([A-Z_]+)(?::-[^}]*)?}");

    @Test
    void every_image_is_pinned() {
        SERVICES.forEach(service ->
                assertThat(service.get("image").asText()).matches("[a-z0-9./-]+:v?[0-9]+\\.[0-9]+\\.[0-9]+"));
    }

    @Test
    void every_port_is_open_on_this_machine_alone() {
        List<String> ports = all("ports");
        assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.postgresql.yaml", "compose.mysql.yaml"})
    void every_file_that_is_mounted_is_there_and_cannot_be_written(String file) {
        JsonNode tree = Folder.tree(file);
        List<String> volumes = new ArrayList<>();
        tree.get("services").forEach(service -> volumes.addAll(Folder.texts(service.path("volumes"))));
        Set<String> named = new LinkedHashSet<>();
        for (String volume : volumes) {
            String[] parts = withDefaults(volume).split(":");
            if (parts[0].startsWith("./")) {
                assertThat(Files.exists(Folder.ROOT.resolve(parts[0])))
                        .as(volume)
                        .isTrue();
                assertThat(parts).as(volume).hasSize(3).endsWith("ro");
            } else if (parts[0].startsWith("/")) {
                assertThat(parts).as(volume).containsExactly("/dev/null", parts[1], "ro");
            } else {
                named.add(parts[0]);
            }
        }
        assertThat(named).isEqualTo(new LinkedHashSet<>(Folder.names(tree.path("volumes"))));
    }

    @Test
    void every_service_says_whether_it_is_well_but_the_collector_whose_image_cannot() {
        SERVICES.propertyStream()
                .filter(service -> !service.getKey().equals("collector"))
                .forEach(service -> assertThat(service.getValue()
                                .at("/healthcheck/test")
                                .get(0)
                                .asText())
                        .as(service.getKey())
                        .isEqualTo("CMD"));
    }

    @Test
    void a_service_waits_for_the_health_of_those_that_tell_of_it() {
        SERVICES.forEach(service -> service.path("depends_on").propertyStream().forEach(wanted -> {
            assertThat(wanted.getValue().get("condition").asText()).isEqualTo("service_healthy");
            assertThat(SERVICES.path(wanted.getKey()).has("healthcheck"))
                    .as(wanted.getKey())
                    .isTrue();
        }));
    }

    @Test
    void configurations_name_services_that_there_are() {
        Pattern address = Pattern.compile("\"(?:http://)?([a-z]+):[0-9]+");
        for (String file : List.of(
                "gateway.yaml", "prometheus.yaml", "jaeger.yaml", "grafana/provisioning/datasources/connwake.yaml")) {
            Matcher matcher = address.matcher(Folder.tree(file).toString());
            while (matcher.find()) {
                assertThat(SERVICES.has(matcher.group(1)))
                        .as(file + ": " + matcher.group())
                        .isTrue();
            }
        }
    }

    @Test
    void the_collector_listens_on_the_ports_that_are_published() {
        String gateway = Folder.tree("gateway.yaml").toString();
        Folder.texts(SERVICES.at("/collector/ports"))
                .forEach(port ->
                        assertThat(gateway).contains("\"0.0.0.0" + port.substring(port.lastIndexOf(':')) + '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void a_servers_own_figures_get_what_they_need_to_know(String server) {
        JsonNode collector = Folder.tree("compose." + server + ".yaml").at("/services/collector");
        String commands = collector.get("command").toString();
        assertThat(commands).contains("/etc/connwake/gateway.yaml", "/etc/connwake/" + server + ".yaml");
        Matcher needed =
                NEEDED.matcher(Folder.tree("servers/" + server + ".yaml").toString());
        while (needed.find()) {
            assertThat(collector.get("environment").has(needed.group(1)))
                    .as(needed.group(1))
                    .isTrue();
        }
    }

    @Test
    void with_both_servers_the_collector_reads_the_files_of_both() {
        Set<String> wanted = new LinkedHashSet<>();
        for (String file : List.of("compose.yaml", "compose.postgresql.yaml", "compose.mysql.yaml")) {
            wanted.addAll(Folder.texts(Folder.tree(file).at("/services/collector/command")));
        }
        assertThat(Folder.texts(Folder.tree("compose.servers.yaml").at("/services/collector/command")))
                .containsExactlyElementsOf(wanted);
    }

    @Test
    void every_connection_to_mysql_can_be_told_to_use_tls() {
        Folder.tree("servers/mysql.yaml")
                .get("receivers")
                .forEach(receiver -> assertThat(receiver.toString())
                        .containsAnyOf(
                                "\"insecure\":\"${env:MYSQL_INSECURE:-true}\"", "/?tls=${env:MYSQL_TLS:-false}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgresql", "mysql"})
    void the_authorities_that_are_trusted_lie_where_the_collector_looks(String server) {
        JsonNode collector = Folder.tree("compose." + server + ".yaml").at("/services/collector");
        String file = collector.at("/environment/SSL_CERT_FILE").asText();
        assertThat(file).isEqualTo("${SERVER_CA:+/etc/connwake/ca.pem}");
        assertThat(Folder.texts(collector.get("volumes"))).contains("${SERVER_CA:-/dev/null}:/etc/connwake/ca.pem:ro");
    }

    /** Grafana lets everybody on this machine in. */
    @Test
    void keys_are_handed_on_only_where_they_are_asked_for() {
        assertThat(Folder.texts(SERVICES.at("/grafana/environment"))).noneMatch(value -> value.contains("KEY"));
        assertThat(Folder.names(Folder.tree("compose.cloudwatch.yaml").at("/services/grafana/environment")))
                .contains("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");
    }

    @Test
    void dashboards_lie_where_their_provider_looks() {
        JsonNode provider = Folder.tree("grafana/provisioning/dashboards/connwake.yaml")
                .get("providers")
                .get(0);
        assertThat(Folder.texts(SERVICES.at("/grafana/volumes")))
                .contains("./grafana/dashboards:" + provider.at("/options/path").asText() + ":ro");
    }

    @Test
    void compose_itself_takes_the_files() {
        Tool docker = Tool.orSkip("docker", "Docker with Compose");
        Assumptions.assumeTrue(docker.run("compose", "version").exitCode() == 0, "no Compose here");
        Tool.Said said = docker.run("compose", "-f", "compose.yaml", "config", "--quiet");
        assertThat(said.exitCode()).as(said.text()).isZero();
    }

    private static List<String> all(String key) {
        List<String> all = new ArrayList<>();
        SERVICES.forEach(service -> all.addAll(Folder.texts(service.path(key))));
        return all;
    }

    private static String withDefaults(String text) {
        return text.replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1");
    }
}
