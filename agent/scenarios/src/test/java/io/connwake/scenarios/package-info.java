/** Every kind of finding on a real database, under the packaged agent: a faulty program and its corrected twin. */
@NullMarked
package io.connwake.scenarios;

import org.jspecify.annotations.NullMarked;
