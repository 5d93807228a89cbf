package io.connwake.boundaries;

import io.connwake.recorder.Invocation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code AsyncListener} does that the container calls: it hears how an asynchronous request ends. The container
 * holds it, as long as the request is under way.
 */
final class Completion implements InvocationHandler {
    private final ServletBoundary boundary;
    private final ServletApi api;
    private final Object request;
    private final @Nullable Object response;
    private final Invocation unit;
    private final Serving serving;

    Completion(
            ServletBoundary boundary,
            ServletApi api,
            Object request,
            @Nullable Object response,
            Invocation unit,
            Serving serving) {
        this.boundary = boundary;
        this.api = api;
        this.request = request;
        this.response = response;
        this.unit = unit;
        this.serving = serving;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object argument = arguments == null || arguments.length == 0 ? null : arguments[0];
        return switch (method.getName()) {
            case "equals" -> proxy == argument;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "connwake";
            default -> {
                hear(proxy, method.getName(), argument);
                yield null;
            }
        };
    }

    private void hear(Object proxy, String what, @Nullable Object event) {
        try {
            switch (what) {
                case "onComplete" -> boundary.completed(api, request, response, unit, serving);
                case "onTimeout" -> serving.timedOut = true;
                case "onError" -> serving.hasFailed = true;
                case "onStartAsync" -> api.listenAgain(event, proxy); // it forgets its listeners when it starts again
                default -> {}
            }
        } catch (Throwable ours) { // the container calls this, so no net of the hooks is around it
            boundary.swallowed();
        }
    }
}
