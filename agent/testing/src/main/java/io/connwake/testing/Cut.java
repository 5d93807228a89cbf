package io.connwake.testing;

/** How a connection is given up by its peer, or by something between. */
public enum Cut {
    /** In order: the client reads an end of file. */
    FIN,
    /** Without order: {@code SO_LINGER} 0. */
    RESET,
    /** Nothing is passed on any more, and nobody is told. */
    BLACKHOLE
}
