package io.connwake.testing.lambda;

import static java.util.Objects.requireNonNullElse;

/** The Runtime API, 2018-06-01. */
final class RuntimeApi implements Api {
    static final String BASE = "/2018-06-01/runtime/";
    private static final String INVOCATION = "invocation/";
    /** What Lambda's quotas allow a response that is not streamed. */
    private static final int LARGEST_RESPONSE = 6_291_556;

    private final LambdaFunction function;
    private final Sandbox sandbox;

    RuntimeApi(LambdaFunction function, Sandbox sandbox) {
        this.function = function;
        this.sandbox = sandbox;
    }

    @Override
    public ApiReply answer(ApiRequest request) throws Gone, InterruptedException {
        String path = request.path().substring(BASE.length());
        return switch (request.method() + " " + path) {
            case "GET invocation/next" -> next();
            case "GET restore/next" -> restoreNext();
            case "POST init/error" -> failed("init/error", request);
            case "POST restore/error" -> failed("restore/error", request);
            default -> path.startsWith(INVOCATION) ? answered(path.substring(INVOCATION.length()), request) : unknown();
        };
    }

    private ApiReply next() throws Gone, InterruptedException {
        Invocation invocation = sandbox.next();
        if (invocation == null) {
            return ApiReply.refused(403, "InvalidStateTransition", "Transition is not allowed");
        }
        ApiReply reply = ApiReply.ok(invocation.event.payload())
                .header("Lambda-Runtime-Aws-Request-Id", invocation.requestId)
                .header("Lambda-Runtime-Deadline-Ms", Long.toString(invocation.deadlineMillis))
                .header("Lambda-Runtime-Invoked-Function-Arn", function.arn());
        String trace = invocation.event.traceHeader();
        return trace == null ? reply : reply.header("Lambda-Runtime-Trace-Id", trace);
    }

    private ApiReply answered(String idAndKind, ApiRequest request) {
        int slash = idAndKind.indexOf('/');
        String kind = idAndKind.substring(slash + 1);
        if (slash < 0 || !(kind.equals("response") || kind.equals("error"))) {
            return unknown();
        }
        Outcome how = kind.equals("error") ? Outcome.ERROR : Outcome.RESPONSE;
        if (how == Outcome.RESPONSE && request.body().length() > LARGEST_RESPONSE) {
            return ApiReply.refused(413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size");
        }
        return switch (sandbox.answer(idAndKind.substring(0, slash), how, request.body())) {
            case 202 -> ApiReply.accepted();
            case 400 -> ApiReply.refused(400, "InvalidRequestID", "Invalid request ID");
            default -> ApiReply.refused(403, "InvalidStateTransition", "Transition is not allowed");
        };
    }

    private ApiReply restoreNext() throws Gone, InterruptedException {
        return sandbox.restoreNext() ? ApiReply.ok("") : unknown();
    }

    private ApiReply failed(String what, ApiRequest request) {
        String type = requireNonNullElse(request.headers().get("lambda-runtime-function-error-type"), "");
        sandbox.failed(what + " " + type + " " + request.body());
        return ApiReply.accepted();
    }

    private static ApiReply unknown() {
        return ApiReply.refused(404, "Runtime.NotFound", "404 page not found");
    }
}
