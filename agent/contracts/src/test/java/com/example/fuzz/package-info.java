/** Random use of JDBC over random stacks: the program whose telemetry is held against what it counted itself. */
package com.example.fuzz;
