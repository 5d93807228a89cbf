package io.connwake.demo.stage;

import io.connwake.testing.lambda.Invoked;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the callers of a function suffered, and its server, measured from outside.
 *
 * @param peak the most connections that were open while all environments were frozen
 * @param room how many the server has
 */
public record Calls(List<Reply> replies, int peak, int room) {
    public Calls {
        replies = List.copyOf(replies);
    }

    public static Calls none(int room) {
        return new Calls(List.of(), 0, room);
    }

    public Calls and(List<Invoked> more) {
        return new Calls(
                Stream.concat(replies.stream(), more.stream().map(Calls::reply)).toList(), peak, room);
    }

    public Calls seenOpen(int connections) {
        return new Calls(replies, Math.max(peak, connections), room);
    }

    /** A call failed, or the server has more than one connection for each environment. */
    public boolean hurt(int environments) {
        return peak > environments || replies.stream().anyMatch(reply -> reply.fate() != Reply.Fate.ANSWERED);
    }

    @Override
    public String toString() {
        List<Duration> answered = replies.stream()
                .filter(reply -> reply.fate() == Reply.Fate.ANSWERED)
                .map(Reply::took)
                .sorted()
                .toList();
        int failed = replies.size() - answered.size();
        String median = answered.isEmpty()
                ? ""
                : " (median " + answered.get(answered.size() / 2).toMillis() + " ms)";
        return replies.size() + " calls: " + answered.size() + " answered" + median + ", "
                + (failed == 0 ? "none" : Integer.toString(failed)) + " failed; up to " + peak + " of the server's "
                + room + " connections open";
    }

    private static Reply reply(Invoked call) {
        return new Reply(call.succeeded() ? Reply.Fate.ANSWERED : Reply.Fate.FAILED, call.untilResponse());
    }
}
