package io.connwake.boundaries;

import io.connwake.recorder.Boundary;
import io.connwake.recorder.Invocation;
import io.connwake.recorder.TraceHeaders;
import io.connwake.recorder.Units;
import io.connwake.recorder.event.Ending;
import io.connwake.recorder.event.HttpExchange;
import org.jspecify.annotations.Nullable;

/**
 * HTTP requests as units of work: each begins at the outermost filter or servlet that a request reaches, and ends there
 * or, where it went on asynchronously, when it completes. Dispatches of the same request are parts of its unit as long
 * as that is under way; the container's dispatch to an error page after its end is none.
 */
public final class ServletBoundary implements Boundary {
    private static final int SERVER_ERROR = 500;
    private static final int CLIENT_ERROR = 400;

    private final Units units;
    private final AsyncRequests waiting;

    public ServletBoundary(Units units) {
        this.units = units;
        this.waiting = new AsyncRequests(units);
    }

    @Override
    public void reached(int point, @Nullable Object request, @Nullable Object response) {
        ServletApi api = request == null ? null : ServletApi.of(request.getClass());
        if (api == null || request == null) {
            return;
        }
        if (api.isFirstDispatch(request)) {
            begin(api, request);
            return;
        }
        Invocation unit = waiting.find(api.innermost(request));
        if (unit != null) {
            units.attach(unit);
        }
    }

    private void begin(ServletApi api, Object request) {
        Mapping mapping = Mapping.of(api, request);
        Serving serving = new Serving(api.method(request), mapping);
        String header = api.header(request, "traceparent");
        Invocation begun = units.begin(mapping.function(), TraceHeaders.ofW3c(header), null);
        if (begun != null) {
            begun.keep(serving);
        }
    }

    @Override
    public void left(
            int point,
            @Nullable Object request,
            @Nullable Object response,
            @Nullable Object result,
            @Nullable Throwable failure) {
        Invocation unit = units.current();
        if (unit == null || request == null || !(unit.kept() instanceof Serving serving)) {
            return;
        }
        try {
            ServletApi api = ServletApi.of(request.getClass());
            if (api != null) {
                serving.routed(api.springPattern(request));
                serving.hasFailed |= failure != null;
            }
            if (api != null && failure != null && api.isAsyncStarted(request)) {
                // the container ends it by that; to its listeners Tomcat tells an error, but never that it is complete
                waiting.remove(api.innermost(request));
                end(unit, serving, statusOf(api, response, failure));
            } else if (!serving.isAsync && (api == null || !goesOn(api, request, response, unit, serving))) {
                end(unit, serving, statusOf(api, response, failure));
            }
        } finally {
            units.detach(unit); // or the container's thread would be within it for ever
        }
    }

    /** Whether the request is asynchronous and will tell when it completes. */
    private boolean goesOn(
            ServletApi api, Object request, @Nullable Object response, Invocation unit, Serving serving) {
        if (!api.isAsyncStarted(request)) {
            return false;
        }
        serving.isAsync = true;
        Object inner = api.innermost(request);
        waiting.add(inner, unit);
        if (api.listen(request, new Completion(this, api, inner, response, unit, serving))) {
            return true;
        }
        waiting.remove(inner);
        return false;
    }

    /** An asynchronous request is over. */
    void completed(ServletApi api, Object inner, @Nullable Object response, Invocation unit, Serving serving) {
        waiting.remove(inner);
        end(unit, serving, api.status(response));
    }

    void swallowed() {
        units.swallowed();
    }

    private static Ending ending(Serving serving, int status) {
        if (serving.timedOut && status >= SERVER_ERROR) {
            return Ending.TIMEOUT;
        }
        return serving.hasFailed || status >= SERVER_ERROR ? Ending.ERROR : Ending.OK;
    }

    private void end(Invocation unit, Serving serving, int status) {
        units.end(unit, ending(serving, status), new HttpExchange(serving.method, serving.route(), status));
    }

    /**
     * As it is now; where a failure goes on to the container and nothing was sent yet, what the specification makes of
     * it. One that says that the servlet is unavailable becomes another status, which is not told.
     */
    private static int statusOf(@Nullable ServletApi api, @Nullable Object response, @Nullable Throwable failure) {
        int status = api == null ? 0 : api.status(response);
        if (api == null || failure == null || status >= CLIENT_ERROR || api.isCommitted(response)) {
            return status;
        }
        return failure.getClass().getName().endsWith(".servlet.UnavailableException") ? 0 : SERVER_ERROR;
    }
}
