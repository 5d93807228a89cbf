package io.connwake.boot;

/** The points at which units of work begin or end, and what their two arguments are. */
public final class Points {
    /** Lambda's runtime asks for the next event and is given it. */
    public static final int LAMBDA_NEXT = 0;
    /** It posts a response: id of the request, and its bytes. */
    public static final int LAMBDA_RESPONSE = 1;
    /** It posts an error: id of the request, and the error. */
    public static final int LAMBDA_ERROR = 2;
    /** It gives up before the first event. */
    public static final int LAMBDA_INIT_ERROR = 3;
    /** It lets itself be snapshot, and returns once it is restored. */
    public static final int LAMBDA_RESTORE = 4;
    /** A handler is called, by AWS's runtime or another: its event, or the stream for its answer, and the context. */
    public static final int LAMBDA_HANDLER = 5;
    /** A servlet or a filter serves a request: request and response. */
    public static final int SERVE = 6;

    public static final int COUNT = 7;

    private Points() {}
}
