package io.connwake.testing.lambda;

/** What answers a request of the function's process; it may take as long as it likes. */
interface Api {
    /**
     * Waits as long as the protocol has it.
     *
     * @throws Gone where there is no answer, only an end of the connection
     */
    ApiReply answer(ApiRequest request) throws Gone, InterruptedException;
}
