package io.connwake.layer;

import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one environment was asked for, process by process. */
final class Books {
    private final Map<Integer, Page> pages = new LinkedHashMap<>();
    private int invocations;

    /** One process: the ids of its invocations in order, how many leases they took, and how many of those were returned. */
    static final class Page {
        final List<String> requestIds = new ArrayList<>();
        int leases;
        int returned;
        /** It ended without being told. */
        boolean killed;
    }

    synchronized void note(String order, Invoked invoked) {
        invocations++;
        if (invoked.outcome() == Outcome.NO_INIT) {
            return;
        }
        Page page = pages.computeIfAbsent(invoked.process(), unknown -> new Page());
        page.requestIds.add(invoked.requestId());
        page.leases += returned(order) + kept(order);
        page.returned += returned(order);
        page.killed |= order.equals("halt");
    }

    synchronized void killed() {
        new ArrayList<>(pages.values()).get(pages.size() - 1).killed = true;
    }

    synchronized int invocations() {
        return invocations;
    }

    /** By the number of the process. */
    synchronized Map<Integer, Page> pages() {
        return new LinkedHashMap<>(pages);
    }

    private static int returned(String order) {
        return order.equals("ask") || order.equals("fail late") || order.equals("own connection") ? 1 : 0;
    }

    private static int kept(String order) {
        return order.equals("leave open") || order.equals("sleep") ? 1 : 0;
    }
}
