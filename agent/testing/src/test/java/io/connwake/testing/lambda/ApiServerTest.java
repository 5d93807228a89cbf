package io.connwake.testing.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent over the wire, and what comes back. */
class ApiServerTest {
    private final ApiServer server = ApiServer.start(ApiServerTest::echo);
    private Socket socket = new Socket();

    @BeforeEach
    void connect() throws IOException {
        String[] address = server.address().split(":", 2);
        socket = new Socket(address[0], Integer.parseInt(address[1]));
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        server.close();
    }

    @Test
    void one_connection_serves_one_request_after_the_other() throws IOException {
        assertThat(exchange("POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\none")).endsWith("POST /a one");
        assertThat(exchange("GET /b HTTP/1.1\r\nHost: lambda\r\n\r\n")).endsWith("GET /b ");
    }

    @Test
    void a_body_may_come_in_chunks() throws IOException {
        assertThat(
                        exchange(
                                "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\nA;x=y\r\n and a two\r\n0\r\n\r\n"))
                .endsWith("POST /a one and a two");
    }

    @Test
    void who_asks_before_sending_a_body_is_told_to_go_on() throws IOException {
        send("POST /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        assertThat(read("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
        assertThat(exchange("one")).endsWith("POST /a one");
    }

    @Test
    void where_there_is_no_answer_the_connection_ends() throws IOException {
        send("GET /gone HTTP/1.1\r\n\r\n");
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }

    private static ApiReply echo(ApiRequest request) throws Gone {
        if (request.path().equals("/gone")) {
            throw new Gone();
        }
        return ApiReply.ok(request.method() + " " + request.path() + " " + request.body() + "\u0000");
    }

    /** Without the zero that ends an answer. */
    private String exchange(String request) throws IOException {
        send(request);
        String answer = read("\u0000");
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        return answer.substring(0, answer.length() - 1);
    }

    private void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String read(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                throw new IOException("ended after " + read);
            }
            read.append((char) c);
        }
        return read.toString();
    }
}
