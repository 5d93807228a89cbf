/** Each kind of finding in one class: what it watches, its evidence, its silence, its advice. */
@NullMarked
package io.connwake.pipeline.rules;

import org.jspecify.annotations.NullMarked;
