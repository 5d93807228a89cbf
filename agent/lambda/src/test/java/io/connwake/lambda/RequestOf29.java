package io.connwake.lambda;

/** Has the getters of the runtime interface client's {@code InvocationRequest} since 2.5. */
public final class RequestOf29 {
    private final String id;
    private final String xRay;
    private final long deadline;
    private final byte[] content;

    RequestOf29(String id, String xRay, long deadline, byte[] content) {
        this.id = id;
        this.xRay = xRay;
        this.deadline = deadline;
        this.content = content;
    }

    public String getId() {
        return id;
    }

    public String getXrayTraceId() {
        return xRay;
    }

    public long getDeadlineTimeInMs() {
        return deadline;
    }

    public byte[] getContent() {
        return content;
    }
}
