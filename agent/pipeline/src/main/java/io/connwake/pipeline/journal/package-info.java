/** The events as the ledger heard them, written down and played again: the same journal gives the same findings. */
@NullMarked
package io.connwake.pipeline.journal;

import org.jspecify.annotations.NullMarked;
