package io.connwake.lambda;

/** Has the getters of the runtime interface client's {@code InvocationRequest} since 2.5. */
public record RequestOf29(
        String getId,
        String getXrayTraceId,
        String getInvokedFunctionArn,
        long getDeadlineTimeInMs,
        byte[] getContent) {}
