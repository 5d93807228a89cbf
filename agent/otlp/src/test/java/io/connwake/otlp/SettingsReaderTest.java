package io.connwake.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
    private static final String CERTIFICATE = "otel.exporter.otlp.certificate";
    private static final String KEY = "otel.exporter.otlp.client.key";
    private static final String HEADERS = "otel.exporter.otlp.headers";
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";

    @TempDir
    Path folder;

    @Nested
    class a_file_the_sdk_would_give_up_over {
        @Test
        void is_named_where_it_holds_no_certificate() throws IOException {
            assertNamed(CERTIFICATE, "Add it to your trust store.", "holds no X.509 certificate");
            assertNamed(CERTIFICATE, "", "holds no X.509 certificate");
        }

        @Test
        void is_named_where_it_holds_a_key_of_another_form() throws IOException {
            String openssl = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n";

            assertNamed(KEY, openssl, "is no private key in PKCS#8");
        }

        @Test
        void is_named_where_it_is_not_there() {
            String nowhere = folder.resolve("nowhere").toString();

            assertThat(read(KEY, nowhere).notices()).singleElement().asString().contains("can't be read");
        }
    }

    @Test
    void a_key_in_its_form_is_passed_on() throws IOException {
        String pem = file("\n-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n");

        OtlpSettings settings = read(KEY, pem);

        assertThat(settings.notices()).isEmpty();
        assertThat(settings.properties()).containsEntry(KEY, pem);
    }

    @Test
    void a_header_with_a_line_break_or_a_percent_of_no_code_is_said_without_its_value() {
        for (String broken : List.of(
                "token=s3cret%0d%0aX-Other: 1", "token=s3cret%00", "token=s3cret%zz", "token=s3cret\nX-Other: 1")) {
            assertThat(read(HEADERS, broken).notices())
                    .containsExactly("OTEL_EXPORTER_OTLP_HEADERS is no list of name=value; the default is used");
        }
    }

    @Test
    void a_header_of_any_other_character_is_passed_on() {
        String plain = "api-key=ab%20c%3D%3D, x-y = z ,,name=%C3%A9";

        assertThat(read(HEADERS, plain).properties()).containsEntry(HEADERS, plain);
    }

    @Test
    void an_endpoint_with_a_query_is_refused_for_that() {
        assertThat(read(ENDPOINT, "http://collector:4318/?tenant=1").notices())
                .containsExactly("OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318/?tenant=1"
                        + " is no http or https URL of host, port and path; the default is used");
    }

    private void assertNamed(String name, String text, String fault) throws IOException {
        String file = file(text);
        OtlpSettings settings = read(name, file);

        assertThat(settings.notices())
                .containsExactly(Setting.variable(name) + "=" + file + " " + fault + "; the default is used");
        assertThat(settings.properties()).containsEntry(name, null);
    }

    private String file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "some", ".pem"), text)
                .toString();
    }

    private static OtlpSettings read(String name, String value) {
        return SettingsReader.read(Map.of(name, value)::get);
    }
}
