/**
 * AWS Lambda on the loopback address: environments that run AWS's real runtime interface client in a child process, are
 * frozen between invocations and ended as Lambda ends them. Rules are those of aws-lambda-runtime-interface-emulator
 * (RAPID) at 4fa2157 and of the developer guide.
 */
@NullMarked
package io.connwake.testing.lambda;

import org.jspecify.annotations.NullMarked;
