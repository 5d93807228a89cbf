package io.connwake.recording;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Resource;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.model.SpanId;
import java.util.List;

/** A process that records spans until it is killed or, with a second argument, until the disk takes no more. */
final class EndlessRecording {
    private EndlessRecording() {}

    public static void main(String[] arguments) {
        boolean untilLost = arguments.length > 1;
        RecordingFile recording = new RecordingFile(
                new RecordingSettings(arguments[0], Long.MAX_VALUE, 1),
                new Resource(Attributes.builder().put("service.name", "endless").build()),
                System.out::println,
                System::nanoTime);
        for (long id = 1; !untilLost || recording.failures() < 10; id++) {
            recording.span(span(id));
        }
        recording.close();
    }

    static Span span(long id) {
        return new Span(
                new SpanId(1, 2, id),
                0,
                "lease orders",
                Span.Kind.INTERNAL,
                id,
                id + 1,
                Attributes.builder().put("connwake.connection.id", id).build(),
                List.of(),
                List.of(),
                false,
                "");
    }
}
