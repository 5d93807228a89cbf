package io.connwake.recorder.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exception said, without the exception.
 *
 * @param type class name
 * @param sqlState SQLState; null where the exception has none
 * @param vendorCode the driver's error code, 0 where it has none
 * @param message scrubbed: only words of a fixed vocabulary are left, anything else is {@code ?}
 * @param causes the cause chain, then the next-exception chain, outermost first, at most twelve in all
 */
public record ErrorFacts(
        String type,
        @Nullable String sqlState,
        int vendorCode,
        @Nullable String message,
        List<ErrorFacts> causes) {
    public ErrorFacts {
        causes = List.copyOf(causes);
    }
}
