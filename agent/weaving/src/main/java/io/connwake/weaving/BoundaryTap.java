package io.connwake.weaving;

import io.connwake.boot.Points;
import org.jspecify.annotations.Nullable;

/**
 * The methods at which units of work begin or end, by class and name: AWS's runtime interface client, which calls every
 * kind of Lambda handler. Its client was another class up to 2.4, and another package in the runtimes for Java 8 and 11.
 */
enum BoundaryTap {
    NEXT(Points.LAMBDA_NEXT, "nextInvocation", "waitForNextInvocation"),
    RESPONSE(Points.LAMBDA_RESPONSE, "reportInvocationSuccess", "postInvocationResponse"),
    ERROR(Points.LAMBDA_ERROR, "reportInvocationError", "postInvocationError"),
    INIT_ERROR(Points.LAMBDA_INIT_ERROR, "reportInitError", "postInitError"),
    RESTORE(Points.LAMBDA_RESTORE, "restoreNext", "getRestoreNext");

    private static final String[] PACKAGES = {
        "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/", "lambdainternal/runtimeapi/"
    };
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

    /** The one that a method of such a class is, or null. */
    static @Nullable BoundaryTap of(String className, String method) {
        if (!areIn(className)) {
            return null;
        }
        for (BoundaryTap each : values()) {
            if (method.equals(each.now) || method.equals(each.before)) {
                return each;
            }
        }
        return null;
    }
}
