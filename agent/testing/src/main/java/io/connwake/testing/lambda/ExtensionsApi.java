package io.connwake.testing.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The Extensions API, 2020-01-01, as it treats those who run inside the function's process. */
final class ExtensionsApi implements Api {
    static final String BASE = "/2020-01-01/extension/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IDENTIFIER = "lambda-extension-identifier";

    private final LambdaFunction function;
    private final Sandbox sandbox;

    ExtensionsApi(LambdaFunction function, Sandbox sandbox) {
        this.function = function;
        this.sandbox = sandbox;
    }

    @Override
    public ApiReply answer(ApiRequest request) throws Gone, InterruptedException {
        return switch (request.method() + " " + request.path().substring(BASE.length())) {
            case "POST register" -> register(request);
            case "GET event/next" -> next(request);
            case "POST init/error" -> failed("extension init/error", request);
            case "POST exit/error" -> failed("extension exit/error", request);
            default -> ApiReply.refused(404, "Extension.NotFound", "404 page not found");
        };
    }

    private ApiReply register(ApiRequest request) {
        String name = request.header("lambda-extension-name");
        Set<String> events = events(request.body());
        if (name.isEmpty()) {
            return forbidden("InvalidExtensionName", "Empty extension name");
        }
        if (events == null) {
            return ApiReply.refused(400, "InvalidRequestFormat", "Could not decode the events");
        }
        if (sandbox.isRegistrationClosed()) {
            return forbidden("RegistrationClosed", "Extension registration closed already");
        }
        if (!events.isEmpty() && function.initialization() == Initialization.MANAGED) {
            return forbidden("InvalidEventType", "No events allowed for internal extensions");
        }
        if (!Set.of("INVOKE").containsAll(events)) {
            return forbidden("InvalidEventType", "SHUTDOWN: event type not supported for internal extensions");
        }
        String id = sandbox.register(name, events);
        if (id == null) {
            return forbidden("InvalidExtensionState", "Too many of them, or one of that name is there");
        }
        return ApiReply.ok(self(request)).header("Lambda-Extension-Identifier", id);
    }

    private String self(ApiRequest request) {
        String account = request.header("lambda-extension-accept-feature").contains("accountId")
                ? ",\"accountId\":\"" + LambdaFunction.ACCOUNT + "\""
                : "";
        return "{\"functionName\":\"" + function.name() + "\",\"functionVersion\":\"$LATEST\",\"handler\":\""
                + function.handler() + "\"" + account + "}";
    }

    private ApiReply next(ApiRequest request) throws Gone, InterruptedException {
        String id = request.header(IDENTIFIER);
        if (!sandbox.knows(id)) {
            return forbidden("InvalidExtensionIdentifier", "Unknown extension " + id);
        }
        return ApiReply.ok(sandbox.eventNext(id)).header("Lambda-Extension-Event-Identifier", id);
    }

    private ApiReply failed(String what, ApiRequest request) {
        if (!sandbox.knows(request.header(IDENTIFIER))) {
            return forbidden("InvalidExtensionIdentifier", "Unknown extension");
        }
        sandbox.failed(what + " " + request.header("lambda-extension-function-error-type"));
        return ApiReply.accepted();
    }

    /** The event that tells of an invocation. */
    static String invoke(LambdaFunction function, Invocation invocation) {
        String trace = invocation.event.traceHeader();
        return "{\"eventType\":\"INVOKE\",\"deadlineMs\":" + invocation.deadlineMillis + ",\"requestId\":\""
                + invocation.requestId + "\",\"invokedFunctionArn\":\"" + function.arn()
                + "\",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\",\"value\":\"" + (trace == null ? "" : trace) + "\"}}";
    }

    /** Null where the body is none. */
    private static @Nullable Set<String> events(String body) {
        try {
            Set<String> events = new LinkedHashSet<>();
            for (JsonNode each : JSON.readTree(body).path("events")) {
                events.add(each.asText());
            }
            return events;
        } catch (JsonProcessingException unreadable) {
            return null;
        }
    }

    private static ApiReply forbidden(String type, String message) {
        return ApiReply.refused(403, "Extension." + type, message);
    }
}
