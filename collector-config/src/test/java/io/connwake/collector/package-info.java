/** Checks of what lies in this module's folder: the files are read as a collector, Prometheus or Grafana would. */
@NullMarked
package io.connwake.collector;

import org.jspecify.annotations.NullMarked;
