package io.connwake.contracts;

/** Of the agents on the command line. */
enum Order {
    CONNWAKE_FIRST,
    CONNWAKE_LAST,
    WITHOUT_CONNWAKE
}
