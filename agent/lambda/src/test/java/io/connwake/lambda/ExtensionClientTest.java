package io.connwake.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExtensionClientTest {
    private static final int LONG_ENOUGH = 30_000;

    private final Extensions api = new Extensions();
    private final ExtensionClient client = new ExtensionClient(api.address());

    @AfterEach
    void end() {
        api.close();
    }

    @Nested
    class to_register {
        @Test
        void says_who_and_for_what_and_asks_for_the_account() throws Exception {
            api.answers(Extensions.ACCEPTED);
            assertThat(client.register("connwake", "\"INVOKE\"", LONG_ENOUGH).accountId())
                    .isEqualTo("123456789012");
            List<String> request = api.request();
            assertThat(request.get(0)).isEqualTo("POST /2020-01-01/extension/register HTTP/1.1");
            assertThat(request)
                    .contains("Lambda-Extension-Name: connwake", "Lambda-Extension-Accept-Feature: accountId")
                    .endsWith("{\"events\":[\"INVOKE\"]}");
        }

        @Test
        void for_nothing_has_an_empty_list() throws Exception {
            api.answers(Extensions.ACCEPTED);
            client.register("connwake", "", LONG_ENOUGH);
            assertThat(api.request()).endsWith("{\"events\":[]}");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}",
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
                    "HTTP/1.1 200 OK\r\nLambda-Extension-Identifier: x\r\nContent-Length: 20\r\n\r\n{}",
                    "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
                    "SSH-2.0-OpenSSH\r\n",
                    ""
                })
        void and_be_answered_anything_else_is_an_error(String answer) {
            api.answers(answer);
            assertThatThrownBy(() -> client.register("connwake", "", LONG_ENOUGH))
                    .isInstanceOf(IOException.class);
        }
    }

    @Nested
    class the_next_event {
        @Test
        void is_asked_for_by_the_identifier() throws Exception {
            register();
            api.answers(Extensions.invoke("8476a536", 1_700_000_000_123L));
            assertThat(client.next())
                    .isEqualTo(new ExtensionClient.Happening("INVOKE", "8476a536", 1_700_000_000_123L));
            List<String> request = api.request();
            assertThat(request.get(0)).isEqualTo("GET /2020-01-01/extension/event/next HTTP/1.1");
            assertThat(request).contains("Lambda-Extension-Identifier: ext-7");
        }

        @Test
        void may_come_in_chunks() throws Exception {
            register();
            String head = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
            String chunks = "18;x=y\r\n{\"eventType\":\"INVOKE\",\"r\r\n10\r\nequestId\":\"abc\"}\r\n0\r\n\r\n";
            api.answers(head + chunks);
            assertThat(client.next()).isEqualTo(new ExtensionClient.Happening("INVOKE", "abc", -1));
        }

        @Test
        void may_end_with_the_connection() throws Exception {
            register();
            api.answers("HTTP/1.0 200 OK\n\n{\"eventType\":\"SHUTDOWN\",\"deadlineMs\":12}");
            assertThat(client.next()).isEqualTo(new ExtensionClient.Happening("SHUTDOWN", "", 12));
        }

        @Test
        void is_an_error_where_the_connection_is_closed() throws Exception {
            register();
            api.answers(Extensions.CLOSE);
            assertThatThrownBy(client::next).isInstanceOf(EOFException.class);
        }

        @Test
        void is_an_error_where_it_is_refused_or_is_none() throws Exception {
            register();
            api.answers(Extensions.reply("403 Forbidden", "{\"eventType\":\"INVOKE\"}"));
            assertThatThrownBy(client::next).hasMessageContaining("403");
            api.answers(Extensions.reply("200 OK", "hello"));
            assertThatThrownBy(client::next).isInstanceOf(IOException.class);
        }

        private void register() throws Exception {
            api.answers(Extensions.ACCEPTED);
            client.register("connwake", "\"INVOKE\"", LONG_ENOUGH);
            api.request();
        }
    }

    @Nested
    class to_get_ready {
        @Test
        void asks_nothing() throws Exception {
            client.warmUp();
            api.answers(Extensions.ACCEPTED);
            client.register("connwake", "", LONG_ENOUGH);
            assertThat(api.request().get(0)).startsWith("POST ");
        }

        @Test
        void fails_where_nobody_listens() {
            api.close();
            assertThatThrownBy(client::warmUp).isInstanceOf(IOException.class);
        }
    }
}
