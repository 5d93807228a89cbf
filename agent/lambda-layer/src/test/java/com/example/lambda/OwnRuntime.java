package com.example.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A custom runtime: asks for events and posts answers itself, without AWS's client. The handler is its argument. */
public final class OwnRuntime {
    private static final String API =
            "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";

    private OwnRuntime() {}

    public static void main(String[] arguments) throws Exception {
        Object handler = Class.forName(arguments[0]).getConstructor().newInstance();
        while (true) {
            HttpURLConnection next = connect("next");
            String event = new String(next.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
            Call call = new Call(
                    id,
                    Long.parseLong(next.getHeaderField("Lambda-Runtime-Deadline-Ms")),
                    next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
            try {
                post(id + "/response", answer(handler, event, call));
            } catch (RuntimeException | IOException failed) {
                post(id + "/error", "{}");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static String answer(Object handler, String event, Context call) throws IOException {
        if (handler instanceof RequestStreamHandler streams) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            streams.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), out, call);
            return out.toString(StandardCharsets.UTF_8);
        }
        String text = event.replace("\"", "");
        return '"' + ((RequestHandler<String, String>) handler).handleRequest(text, call) + '"';
    }

    private static void post(String path, String body) throws IOException {
        HttpURLConnection post = connect(path);
        post.setDoOutput(true);
        post.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        post.getInputStream().readAllBytes();
    }

    private static HttpURLConnection connect(String path) throws IOException {
        return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
    }

    private record Call(String id, long deadlineMillis, String arn) implements Context {
        @Override
        public String getAwsRequestId() {
            return id;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int) (deadlineMillis - System.currentTimeMillis());
        }

        @Override
        public String getInvokedFunctionArn() {
            return arn;
        }

        @Override
        public String getFunctionName() {
            return "orders";
        }

        @Override
        public String getFunctionVersion() {
            return "$LATEST";
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }

        @Override
        public String getLogGroupName() {
            return "";
        }

        @Override
        public String getLogStreamName() {
            return "";
        }

        @Override
        public CognitoIdentity getIdentity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClientContext getClientContext() {
            throw new UnsupportedOperationException();
        }

        @Override
        public LambdaLogger getLogger() {
            throw new UnsupportedOperationException();
        }
    }
}
