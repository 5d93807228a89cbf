/**
 * The command line: recordings as a page, on the terminal, or as spans alone. It runs in a process of its own and is never
 * loaded into an application.
 */
@NullMarked
package io.connwake.report;

import org.jspecify.annotations.NullMarked;
