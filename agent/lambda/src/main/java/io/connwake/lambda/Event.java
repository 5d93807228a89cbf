package io.connwake.lambda;

import io.connwake.recorder.TraceHeaders;
import io.connwake.recorder.event.TraceParent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the beginning of an event tells of where it comes from, by the shapes in AWS Lambda's developer guide. Nothing of
 * it is kept but ids of spans.
 */
final class Event {
    /** Headers come first; bodies of queue messages may be large, and then what is behind them is not looked for. */
    private static final int MOST_BYTES = 64 * 1_024;

    private static final int MOST_LINKS = 100;
    private static final String TRACEPARENT = "traceparent";

    private final Json json;
    private final List<TraceParent> links = new ArrayList<>(0);
    private boolean isHttp;
    private String from = "";
    private String detail = "";
    private @Nullable TraceParent parent;

    private Event(byte[] content) {
        json = new Json(content, MOST_BYTES);
    }

    static Event of(byte[] content) {
        Event event = new Event(content);
        event.read();
        return event;
    }

    /** As the conventions name it. */
    String trigger() {
        if (isHttp) {
            return "http";
        }
        return switch (from) {
            case "aws:sqs", "aws:sns", "aws:kafka", "SelfManagedKafka", "aws:mq", "aws:rmq" -> "pubsub";
            case "aws:s3", "aws:dynamodb", "aws:kinesis", "aws:docdb" -> "datasource";
            case "aws.events", "aws.scheduler" -> detail.equals("Scheduled Event") ? "timer" : "pubsub";
            default -> detail.isEmpty() ? "other" : "pubsub";
        };
    }

    /** The span that the sender of an HTTP request named; null if it named none. */
    @Nullable
    TraceParent parent() {
        return parent;
    }

    /** The spans that the messages of a queue event were sent by. */
    List<TraceParent> links() {
        return List.copyOf(links);
    }

    private void read() {
        if (json.isAtArray()) {
            records(); // as EventBridge Pipes hand them on
            return;
        }
        if (!json.entersObject()) {
            return;
        }
        for (String key = json.key(); key != null; key = json.key()) {
            switch (key) {
                case "headers", "multiValueHeaders" -> headers();
                case "requestContext" -> isHttp |= json.entersObject() && context();
                // the second is the first payload of VPC Lattice
                case "httpMethod", "raw_path" -> isHttp |= !json.text().isEmpty();
                case "Records" -> records();
                case "source", "eventSource" -> from = json.text();
                case "detail-type" -> detail = json.text();
                default -> json.skip();
            }
        }
    }

    /** API Gateway, a load balancer, a function's URL or VPC Lattice. */
    private boolean context() {
        boolean known = false;
        for (String key = json.key(); key != null; key = json.key()) {
            known |= switch (key) {
                case "http", "httpMethod", "elb", "connectionId", "serviceNetworkArn" -> true;
                default -> false;
            };
            json.skip();
        }
        return known;
    }

    private void headers() {
        if (!json.entersObject()) {
            return;
        }
        for (String key = json.key(); key != null; key = json.key()) {
            if (!key.equalsIgnoreCase(TRACEPARENT)) {
                json.skip();
            } else if (parent == null) {
                parent = TraceHeaders.ofW3c(json.only().trim());
            }
        }
    }

    private void records() {
        if (!json.entersArray()) {
            return;
        }
        while (json.element()) {
            if (json.entersObject()) {
                record();
            }
        }
    }

    private void record() {
        String xRay = "";
        String w3c = "";
        for (String key = json.key(); key != null; key = json.key()) {
            switch (key) {
                case "eventSource", "EventSource" -> from = json.text();
                // what a source alone has, at or before its content, behind which all else may be out of reach
                case "receiptHandle" -> from = passing("aws:sqs");
                case "kinesis", "kinesisSchemaVersion" -> from = passing("aws:kinesis");
                case "dynamodb" -> from = passing("aws:dynamodb");
                case "attributes" -> xRay = within("AWSTraceHeader");
                case "messageAttributes" -> w3c = attribute("stringValue");
                case "Sns" -> w3c = notification();
                default -> json.skip();
            }
        }
        TraceParent sender = w3c.isEmpty() ? null : TraceHeaders.ofW3c(w3c);
        link(sender == null ? TraceHeaders.ofXRay(xRay) : sender);
    }

    private String passing(String source) {
        json.skip();
        return source;
    }

    private void link(@Nullable TraceParent sender) {
        if (sender != null && links.size() < MOST_LINKS) {
            links.add(sender);
        }
    }

    private String notification() {
        String w3c = "";
        if (json.entersObject()) {
            for (String key = json.key(); key != null; key = json.key()) {
                if (key.equals("MessageAttributes")) {
                    w3c = attribute("Value");
                } else {
                    json.skip();
                }
            }
        }
        return w3c;
    }

    /** A message's attribute is an object, in which a field holds its value. */
    private String attribute(String field) {
        String value = "";
        if (json.entersObject()) {
            for (String key = json.key(); key != null; key = json.key()) {
                if (key.equalsIgnoreCase(TRACEPARENT)) {
                    value = within(field);
                } else {
                    json.skip();
                }
            }
        }
        return value;
    }

    private String within(String field) {
        String value = "";
        if (json.entersObject()) {
            for (String key = json.key(); key != null; key = json.key()) {
                if (key.equals(field)) {
                    value = json.text();
                } else {
                    json.skip();
                }
            }
        }
        return value;
    }
}
