package io.connwake.testing.lambda;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Both APIs of one environment; the process of the moment has its own sandbox behind them. */
final class LambdaApi implements Api {
    private volatile RuntimeApi runtime;
    private volatile ExtensionsApi extensions;
    private volatile ExtensionsFault fault = ExtensionsFault.NONE;

    LambdaApi(LambdaFunction function, Sandbox sandbox) {
        runtime = new RuntimeApi(function, sandbox);
        extensions = new ExtensionsApi(function, sandbox);
    }

    void serve(LambdaFunction function, Sandbox sandbox) {
        runtime = new RuntimeApi(function, sandbox);
        extensions = new ExtensionsApi(function, sandbox);
    }

    void fail(ExtensionsFault how) {
        fault = how;
    }

    @Override
    public ApiReply answer(ApiRequest request) throws Gone, InterruptedException {
        if (request.path().startsWith(RuntimeApi.BASE)) {
            return runtime.answer(request);
        }
        return request.path().startsWith(ExtensionsApi.BASE)
                ? extension(request)
                : ApiReply.refused(404, "NotFound", "404 page not found");
    }

    private ApiReply extension(ApiRequest request) throws Gone, InterruptedException {
        return switch (fault) {
            case NONE -> extensions.answer(request);
            case ABSENT -> ApiReply.refused(404, "NotFound", "404 page not found");
            case BROKEN -> ApiReply.refused(500, "Extension.InternalError", "internal error");
            case GARBLED -> new ApiReply(-1, Map.of(), "\u0000\u0001");
            case DROPPING -> throw new Gone();
            case HANGING -> {
                new CountDownLatch(1).await();
                throw new Gone();
            }
        };
    }
}
