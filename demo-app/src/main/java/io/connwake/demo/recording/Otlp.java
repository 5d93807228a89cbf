package io.connwake.demo.recording;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The shape of OTLP in JSON, as far as the stories look into it. */
final class Otlp {
    private static final String FINDING = "connwake.finding";
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private Otlp() {}

    static Stream<JsonObject> spans(JsonObject signals) {
        return each(signals, "resourceSpans")
                .flatMap(resource -> each(resource, "scopeSpans"))
                .flatMap(scope -> each(scope, "spans"));
    }

    static Stream<JsonObject> logRecords(JsonObject signals) {
        return each(signals, "resourceLogs")
                .flatMap(resource -> each(resource, "scopeLogs"))
                .flatMap(scope -> each(scope, "logRecords"));
    }

    static boolean isLease(JsonObject span) {
        return attributes(span).anyMatch(attribute -> key(attribute).equals("connwake.lease.outcome"));
    }

    /** Why a connect failed, if the span is of one that did. */
    static Optional<String> connectFailure(JsonObject span) {
        return attributes(span)
                .filter(attribute -> key(attribute).equals("connwake.connect.kind"))
                .flatMap(attribute -> texts(attribute.get("value")))
                .findFirst();
    }

    static boolean isFinding(JsonObject logRecord) {
        JsonElement name = logRecord.get("eventName");
        return name != null && name.getAsString().equals(FINDING);
    }

    static Finding finding(JsonObject logRecord) {
        return new Finding(
                text(logRecord, "id"),
                text(logRecord, "kind"),
                text(logRecord, "state"),
                texts(logRecord.get("body")).findFirst().orElse(""),
                text(logRecord, "site"),
                attribute(logRecord, "evidence").toList(),
                clock(text(logRecord, "since")),
                text(logRecord, "advice"));
    }

    private static String text(JsonObject logRecord, String name) {
        return attribute(logRecord, name).findFirst().orElse("");
    }

    private static Stream<String> attribute(JsonObject logRecord, String name) {
        return attributes(logRecord)
                .filter(attribute -> key(attribute).equals(FINDING + "." + name))
                .flatMap(attribute -> texts(attribute.get("value")));
    }

    /** The scalar of an OTLP value, or each element of its array. */
    private static Stream<String> texts(JsonElement value) {
        if (value == null) {
            return Stream.empty();
        }
        return value.getAsJsonObject().entrySet().stream()
                .flatMap(entry -> entry.getKey().equals("arrayValue")
                        ? each(entry.getValue().getAsJsonObject(), "values").flatMap(Otlp::texts)
                        : Stream.of(entry.getValue().getAsString()));
    }

    /** A moment as nanoseconds since the epoch becomes a time of day; any other text stays. */
    private static String clock(String since) {
        if (!since.matches("\\d{19}")) {
            return since;
        }
        return CLOCK.format(Instant.EPOCH.plusNanos(Long.parseLong(since)));
    }

    private static Stream<JsonObject> attributes(JsonObject owner) {
        return each(owner, "attributes");
    }

    private static String key(JsonObject attribute) {
        return attribute.get("key").getAsString();
    }

    private static Stream<JsonObject> each(JsonObject owner, String name) {
        JsonElement elements = owner.get(name);
        List<JsonElement> list =
                elements == null ? List.of() : elements.getAsJsonArray().asList();
        return list.stream().map(JsonElement::getAsJsonObject);
    }
}
