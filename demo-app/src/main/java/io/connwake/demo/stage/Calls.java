package io.connwake.demo.stage;

import io.connwake.testing.lambda.Invoked;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the callers of a function suffered, and its server, measured from outside.
 *
 * @param peak the most connections that were open while all environments were frozen
 * @param room how many the server has
 * @param sessions the server's sessions that answered, as they name themselves
 */
public record Calls(List<Reply> replies, int peak, int room, Set<String> sessions) {
    public Calls {
        replies = List.copyOf(replies);
        sessions = Set.copyOf(sessions);
    }

    public static Calls none(int room) {
        return new Calls(List.of(), 0, room, Set.of());
    }

    public Calls and(List<Invoked> more) {
        Set<String> all = new TreeSet<>(sessions);
        more.stream().filter(Invoked::succeeded).forEach(call -> all.add(call.payload()));
        return new Calls(
                Stream.concat(replies.stream(), more.stream().map(Calls::reply)).toList(), peak, room, all);
    }

    public Calls seenOpen(int connections) {
        return new Calls(replies, Math.max(peak, connections), room, sessions);
    }

    /** A call failed, or the server had more than one connection for each environment, be it one after the other. */
    public boolean hurt(int environments) {
        return crowd(environments) || sessions.size() > environments;
    }

    /** A call failed, or the server had more than one connection for each environment at the same time. */
    public boolean crowd(int environments) {
        return peak > environments || failed() > 0;
    }

    public int failed() {
        return (int) replies.stream()
                .filter(reply -> reply.fate() != Reply.Fate.ANSWERED)
                .count();
    }

    @Override
    public String toString() {
        List<Duration> answered = replies.stream()
                .filter(reply -> reply.fate() == Reply.Fate.ANSWERED)
                .map(Reply::took)
                .sorted()
                .toList();
        String median = answered.isEmpty()
                ? ""
                : " (median " + answered.get(answered.size() / 2).toMillis() + " ms)";
        return replies.size() + " calls: " + answered.size() + " answered" + median + ", "
                + (failed() == 0 ? "none" : Integer.toString(failed())) + " failed; up to " + peak
                + " of the server's " + room + " connections open"
                + (sessions.size() > peak ? ", " + sessions.size() + " opened one after the other" : "");
    }

    private static Reply reply(Invoked call) {
        return new Reply(call.succeeded() ? Reply.Fate.ANSWERED : Reply.Fate.FAILED, call.untilResponse());
    }
}
