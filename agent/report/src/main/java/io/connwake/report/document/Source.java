package io.connwake.report.document;

import io.connwake.recording.reader.Reading;

/**
 * A recording that was read.
 *
 * @param file its name without its folder
 */
public record Source(String file, Reading reading) {}
