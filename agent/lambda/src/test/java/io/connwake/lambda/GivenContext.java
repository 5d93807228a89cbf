package io.connwake.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import org.jspecify.annotations.Nullable;

/** What a runtime gives to a handler; its class is as little public as theirs are. */
record GivenContext(@Nullable String id, int remainingMillis) implements Context {
    @Override
    @SuppressWarnings("NullAway") // as others' code may
    public String getAwsRequestId() {
        return id;
    }

    @Override
    public String getInvokedFunctionArn() {
        throw new AssertionError();
    }

    @Override
    public int getRemainingTimeInMillis() {
        if (remainingMillis < 0) {
            throw new IllegalStateException("not here");
        }
        return remainingMillis;
    }

    @Override
    public String getXrayTraceId() {
        return "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    }

    @Override
    public String getLogGroupName() {
        throw new AssertionError();
    }

    @Override
    public String getLogStreamName() {
        throw new AssertionError();
    }

    @Override
    public String getFunctionName() {
        throw new AssertionError();
    }

    @Override
    public String getFunctionVersion() {
        throw new AssertionError();
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new AssertionError();
    }

    @Override
    public ClientContext getClientContext() {
        throw new AssertionError();
    }

    @Override
    public int getMemoryLimitInMB() {
        throw new AssertionError();
    }

    @Override
    public LambdaLogger getLogger() {
        throw new AssertionError();
    }
}
