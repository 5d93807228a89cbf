/** What leaves the pipeline: spans, metrics and findings as immutable values that know no exporter. */
@NullMarked
package io.connwake.pipeline.model;

import org.jspecify.annotations.NullMarked;
