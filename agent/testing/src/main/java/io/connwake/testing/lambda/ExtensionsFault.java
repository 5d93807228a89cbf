package io.connwake.testing.lambda;

/** What is wrong with the Extensions API, so that a function can be seen to run all the same. */
public enum ExtensionsFault {
    NONE,
    /** 404 for all, as where there are no extensions. */
    ABSENT,
    /** 500 for all. */
    BROKEN,
    /** Takes the request and says nothing. */
    HANGING,
    /** Ends the connection instead of answering. */
    DROPPING,
    /** Answers with what is no HTTP. */
    GARBLED;
}
