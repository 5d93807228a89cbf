/** What recordings tell, put together: processes, pools, connections, leases, invocations, series and findings. */
@NullMarked
package io.connwake.report.facts;

import org.jspecify.annotations.NullMarked;
