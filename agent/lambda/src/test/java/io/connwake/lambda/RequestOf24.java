package io.connwake.lambda;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** Is read as the runtime interface client's {@code InvocationRequest} before 2.5. */
public final class RequestOf24 {
    private final byte[] content;

    RequestOf24(byte[] content) {
        this.content = content;
    }

    public String getId() {
        return "old-1";
    }

    public long getDeadlineTimeInMs() {
        return 7;
    }

    public InputStream getContentAsStream() {
        return new ByteArrayInputStream(content);
    }
}
