package io.connwake.weaving;

import io.connwake.boot.Points;
import org.jspecify.annotations.Nullable;

/**
 * The methods at which units of work begin or end. By class and name: AWS's runtime interface client, which calls every
 * kind of Lambda handler. Its client was another class up to 2.4, and another package in the runtimes for Java 8 and 11.
 * By signature, in whatever class: those of filters, their chains and servlets, and handlers of Lambda's events, which
 * other runtimes call too.
 */
enum BoundaryTap {
    NEXT(Points.LAMBDA_NEXT, "nextInvocation", "waitForNextInvocation"),
    RESPONSE(Points.LAMBDA_RESPONSE, "reportInvocationSuccess", "postInvocationResponse"),
    ERROR(Points.LAMBDA_ERROR, "reportInvocationError", "postInvocationError"),
    INIT_ERROR(Points.LAMBDA_INIT_ERROR, "reportInitError", "postInitError"),
    RESTORE(Points.LAMBDA_RESTORE, "restoreNext", "getRestoreNext"),
    HANDLE(Points.LAMBDA_HANDLER, "handleRequest", "handleRequest"),
    SERVE(Points.SERVE, "doFilter", "service");

    private static final String[] PACKAGES = {
        "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/", "lambdainternal/runtimeapi/"
    };
    private static final String CONTEXT = "Lcom/amazonaws/services/lambda/runtime/Context;)";
    private static final String STREAMS = "(Ljava/io/InputStream;Ljava/io/OutputStream;" + CONTEXT + "V";
    private static final String[] SERVLETS = {"javax/servlet/", "jakarta/servlet/"};
    private static final String[] CLIENTS = {"LambdaRuntimeApiClientImpl", "LambdaRuntimeClient"};

    final int point;
    private final String now;
    private final String before;

    BoundaryTap(int point, String now, String before) {
        this.point = point;
        this.now = now;
        this.before = before;
    }

    /** Whether a class of that internal name has such methods. */
    static boolean areIn(String className) {
        if (!className.endsWith("ClientImpl") && !className.endsWith("RuntimeClient")) {
            return false;
        }
        for (String each : PACKAGES) {
            if (className.startsWith(each)) {
                String simple = className.substring(each.length());
                return simple.equals(CLIENTS[0]) || simple.equals(CLIENTS[1]);
            }
        }
        return false;
    }

    /** What an instance's method is by its signature, or null. */
    static @Nullable BoundaryTap bySignature(String method, String descriptor) {
        if (method.equals(HANDLE.now)) {
            return takesEvent(descriptor) ? HANDLE : null;
        }
        boolean serves = (method.equals(SERVE.before) && takesRequest(descriptor, ""))
                || (method.equals(SERVE.now)
                        && (takesRequest(descriptor, "") || takesRequest(descriptor, "FilterChain")));
        return serves ? SERVE : null;
    }

    /** An event or two streams, then the context. */
    private static boolean takesEvent(String descriptor) {
        int end = descriptor.indexOf(';') + 1;
        return (descriptor.startsWith("(L") && descriptor.startsWith(CONTEXT, end)) || descriptor.equals(STREAMS);
    }

    private static boolean takesRequest(String descriptor, String third) {
        for (String each : SERVLETS) {
            String two = "(L" + each + "ServletRequest;L" + each + "ServletResponse;";
            if (descriptor.startsWith(two)) {
                String rest = descriptor.substring(two.length());
                return rest.equals(third.isEmpty() ? ")V" : "L" + each + third + ";)V");
            }
        }
        return false;
    }

    /** The one that a method of such a class is, or null. */
    static @Nullable BoundaryTap of(String className, String method) {
        if (!areIn(className)) {
            return null;
        }
        for (BoundaryTap each : values()) {
            if (each != SERVE && each != HANDLE && (method.equals(each.now) || method.equals(each.before))) {
                return each;
            }
        }
        return null;
    }
}
