package io.connwake.testing.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rules of the two APIs, asked as a function's process would. */
class SandboxTest {
    private final LambdaFunction function =
            LambdaFunction.of(new RuntimeClient(List.of(), Path.of("none")), Path.of(""), "com.acme.Handler");
    private final Timeline timeline = new Timeline();
    private Sandbox sandbox = new Sandbox(timeline, Initialization.ON_DEMAND);
    private LambdaApi api = new LambdaApi(function, sandbox);

    @Nested
    class a_registration {
        @Test
        void is_answered_with_an_identifier_and_what_the_function_is() throws Exception {
            ApiReply reply = register("connwake", "INVOKE");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.headers()).containsKey("Lambda-Extension-Identifier");
            assertThat(reply.body())
                    .contains("\"functionName\":\"orders\"", "\"handler\":\"com.acme.Handler\"")
                    .doesNotContain("accountId");
        }

        @Test
        void tells_the_account_to_who_accepts_it() throws Exception {
            Map<String, String> headers =
                    Map.of("lambda-extension-name", "connwake", "lambda-extension-accept-feature", "accountId");
            assertThat(ask("POST", ExtensionsApi.BASE + "register", headers, "{\"events\":[]}")
                            .body())
                    .contains("\"accountId\":\"123456789012\"");
        }

        @Test
        void is_refused_for_shutdown() throws Exception {
            isRefused(register("connwake", "INVOKE", "SHUTDOWN"), "Extension.InvalidEventType");
        }

        @Test
        void is_refused_on_managed_instances_for_any_event_but_not_for_none() throws Exception {
            begin(Initialization.MANAGED);
            isRefused(register("connwake", "INVOKE"), "Extension.InvalidEventType");
            assertThat(register("connwake").status()).isEqualTo(200);
        }

        @Test
        void is_refused_once_the_runtime_has_asked_for_an_invocation() throws Exception {
            asks(RuntimeApi.BASE + "invocation/next", "");
            awaitHappening("runtime in next");
            isRefused(register("connwake", "INVOKE"), "Extension.RegistrationClosed");
        }

        @Test
        void is_refused_once_the_runtime_has_asked_to_be_restored() throws Exception {
            begin(Initialization.SNAP_START);
            asks(RuntimeApi.BASE + "restore/next", "");
            awaitHappening("runtime in restore/next");
            isRefused(register("connwake", "INVOKE"), "Extension.RegistrationClosed");
        }

        @Test
        void is_refused_under_a_name_that_is_taken_and_for_an_eleventh() throws Exception {
            for (int i = 0; i < 10; i++) {
                assertThat(register("extension-" + i).status()).isEqualTo(200);
            }
            isRefused(register("extension-3"), "Extension.InvalidExtensionState");
            isRefused(register("extension-10"), "Extension.InvalidExtensionState");
        }
    }

    @Nested
    class an_init {
        @Test
        void waits_for_the_runtime_and_for_every_extension() throws Exception {
            String told = identifier(register("told", "INVOKE"));
            String untold = identifier(register("untold"));
            asks(RuntimeApi.BASE + "invocation/next", "");
            asks(ExtensionsApi.BASE + "event/next", told);
            awaitHappening("extension told in next");
            assertThat(sandbox.awaitInit(System.nanoTime())).isFalse();
            asks(ExtensionsApi.BASE + "event/next", untold);
            assertThat(sandbox.awaitInit(soon())).isTrue();
        }

        @Test
        void fails_where_the_runtime_says_so() throws Exception {
            assertThat(ask("POST", RuntimeApi.BASE + "init/error", Map.of(), "{}")
                            .status())
                    .isEqualTo(202);
            assertThat(sandbox.awaitInit(soon())).isFalse();
        }
    }

    @Nested
    class an_invocation {
        @Test
        void ends_when_the_runtime_and_the_extensions_that_are_told_are_back() throws Exception {
            String told = identifier(register("told", "INVOKE"));
            String untold = identifier(register("untold"));
            CompletableFuture<ApiReply> event = later(ExtensionsApi.BASE + "event/next", told);
            asks(ExtensionsApi.BASE + "event/next", untold);
            CompletableFuture<ApiReply> next = later(RuntimeApi.BASE + "invocation/next", "");
            assertThat(sandbox.awaitInit(soon())).isTrue();

            Invocation invocation = offer();
            assertThat(got(next).headers())
                    .containsEntry("Lambda-Runtime-Aws-Request-Id", invocation.requestId)
                    .containsEntry("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis))
                    .containsEntry("Lambda-Runtime-Trace-Id", "Root=1-a-b");
            assertThat(got(event).body()).contains("\"eventType\":\"INVOKE\"", invocation.requestId, "Root=1-a-b");

            assertThat(respond(invocation, "response").status()).isEqualTo(202);
            assertThat(invocation.answered()).isTrue();
            asks(RuntimeApi.BASE + "invocation/next", "");
            awaitHappenings("runtime in next", 2);
            assertThat(sandbox.awaitEnd(invocation, System.nanoTime())).isFalse();
        }

        @Test
        void is_over_for_the_emulator_as_soon_as_the_last_of_them_asks() throws Exception {
            String told = identifier(register("told", "INVOKE"));
            CompletableFuture<ApiReply> event = later(ExtensionsApi.BASE + "event/next", told);
            CompletableFuture<ApiReply> next = later(RuntimeApi.BASE + "invocation/next", "");
            assertThat(sandbox.awaitInit(soon())).isTrue();
            Invocation invocation = offer();
            got(next);
            got(event);
            respond(invocation, "error");
            asks(RuntimeApi.BASE + "invocation/next", "");
            asks(ExtensionsApi.BASE + "event/next", told);
            assertThat(sandbox.awaitEnd(invocation, soon())).isTrue();
            assertThat(invocation.outcome).isEqualTo(Outcome.ERROR);
        }

        @Test
        void is_answered_once_and_under_its_own_id() throws Exception {
            CompletableFuture<ApiReply> next = later(RuntimeApi.BASE + "invocation/next", "");
            assertThat(sandbox.awaitInit(soon())).isTrue();
            Invocation invocation = offer();
            got(next);
            isRefused(ask("GET", RuntimeApi.BASE + "invocation/next", Map.of(), ""), "InvalidStateTransition");
            assertThat(ask("POST", RuntimeApi.BASE + "invocation/another/response", Map.of(), "")
                            .status())
                    .isEqualTo(400);
            assertThat(respond(invocation, "response").status()).isEqualTo(202);
            isRefused(respond(invocation, "error"), "InvalidStateTransition");
        }

        @Test
        void goes_to_the_call_of_next_that_came_last() throws Exception {
            CompletableFuture<ApiReply> lost = later(RuntimeApi.BASE + "invocation/next", "");
            awaitHappening("runtime in next");
            CompletableFuture<ApiReply> next = later(RuntimeApi.BASE + "invocation/next", "");
            awaitHappenings("runtime in next", 2);
            Invocation invocation = offer();
            assertThat(got(next).headers()).containsValue(invocation.requestId);
            assertThat(lost.handle((reply, gone) -> gone != null).get(20, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private void begin(Initialization initialization) {
        function.initialization(initialization);
        sandbox = new Sandbox(timeline, initialization);
        api = new LambdaApi(function, sandbox);
    }

    private Invocation offer() {
        Invocation invocation = new Invocation(Event.of("{}").traced("Root=1-a-b"), Duration.ofSeconds(30));
        sandbox.offer(invocation, ExtensionsApi.invoke(function, invocation));
        return invocation;
    }

    private ApiReply respond(Invocation invocation, String kind) throws Exception {
        return ask("POST", RuntimeApi.BASE + "invocation/" + invocation.requestId + "/" + kind, Map.of(), "{}");
    }

    private ApiReply register(String name, String... events) throws Exception {
        String body =
                events.length == 0 ? "{\"events\":[]}" : "{\"events\":[\"" + String.join("\",\"", events) + "\"]}";
        return ask("POST", ExtensionsApi.BASE + "register", Map.of("lambda-extension-name", name), body);
    }

    private static String identifier(ApiReply registered) {
        return registered.headers().getOrDefault("Lambda-Extension-Identifier", "");
    }

    private ApiReply ask(String method, String path, Map<String, String> headers, String body) throws Exception {
        return api.answer(ApiRequest.of(method, path, headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A GET that waits, and whose answer nobody looks at. */
    private void asks(String path, String identifier) {
        asks(path, identifier, new CompletableFuture<>());
    }

    private CompletableFuture<ApiReply> later(String path, String identifier) {
        CompletableFuture<ApiReply> reply = new CompletableFuture<>();
        asks(path, identifier, reply);
        return reply;
    }

    private void asks(String path, String identifier, CompletableFuture<ApiReply> reply) {
        Thread caller = new Thread(() -> {
            try {
                reply.complete(ask("GET", path, Map.of("lambda-extension-identifier", identifier), ""));
            } catch (Exception gone) {
                reply.completeExceptionally(gone);
            }
        });
        caller.setDaemon(true);
        caller.start();
    }

    private static ApiReply got(CompletableFuture<ApiReply> reply) throws Exception {
        return reply.get(20, TimeUnit.SECONDS);
    }

    private void awaitHappening(String what) {
        awaitHappenings(what, 1);
    }

    private void awaitHappenings(String what, int times) {
        Awaitility.await()
                .until(() -> timeline.from(0).stream()
                                .filter(each -> each.what().equals(what))
                                .count()
                        == times);
    }

    private static void isRefused(ApiReply reply, String type) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.body()).contains("\"errorType\":\"" + type + "\"");
    }

    private static long soon() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    }
}
