/** What the page is given: one JSON document, drawn from the facts. */
@NullMarked
package io.connwake.report.document;

import org.jspecify.annotations.NullMarked;
