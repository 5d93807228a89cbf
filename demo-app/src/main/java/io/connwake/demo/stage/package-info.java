/**
 * What a story is played on: a database, services in JVMs of their own, functions on an
 * emulated Lambda, customers who measure from outside.
 */
@NullMarked
package io.connwake.demo.stage;

import org.jspecify.annotations.NullMarked;
