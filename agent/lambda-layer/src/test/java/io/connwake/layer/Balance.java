package io.connwake.layer;

import io.connwake.testing.Database;
import io.connwake.testing.PointSeen;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.Telemetry;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Happening;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds what was received against what was done, and lists each difference that nobody told of. */
final class Balance {
    private static final Pattern START = Pattern.compile("process (\\d+) starts");
    private static final Pattern LOST = Pattern.compile("connwake: (\\d+) spans and findings were lost");

    private final Telemetry told;
    private final List<Database.Session> sessions;
    private final Map<String, String> instances = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    Balance(Telemetry told, List<Database.Session> sessions) {
        this.told = told;
        this.sessions = sessions;
        Set<String> ids = new HashSet<>();
        for (SpanSeen each : told.spans()) {
            if (!ids.add(each.spanId())) {
                differences.add("twice: " + each.name());
            }
            if (each.attribute("faas.invocation_id") instanceof String requestId) {
                instances.put(requestId, instance(each.resource()));
            }
        }
        for (String metric :
                List.of("connwake.agent.errors", "connwake.agent.spans.dropped", "connwake.agent.events.dropped")) {
            if (told.sum(metric) != 0) {
                differences.add(metric + " " + told.sum(metric));
            }
        }
    }

    /** Of how many invocations it was told. */
    int received() {
        return instances.size();
    }

    List<String> differences() {
        return differences;
    }

    /** A process that is told of its end tells what it did, or how much it could not tell. */
    void of(Books books, Environment environment) {
        Set<Integer> untold = untold(environment.happenings());
        long lost = lost(environment.err());
        long missing = 0;
        for (Map.Entry<Integer, Books.Page> each : books.pages().entrySet()) {
            Books.Page page = each.getValue();
            String name = environment.number() + "." + each.getKey();
            if (page.killed || untold.contains(each.getKey())) {
                wasToldUpToSomewhere(name, page);
            } else {
                missing += missing(page);
                if (lost == 0) {
                    agrees(name, page);
                }
            }
        }
        if (missing > lost) {
            differences.add("environment " + environment.number() + " lacks " + missing + " spans and told of " + lost
                    + "; " + environment.err());
        }
    }

    /** Processes that were killed because no extension was registered in time: they are told nothing. */
    private static Set<Integer> untold(List<Happening> happenings) {
        Set<Integer> untold = new HashSet<>();
        int process = 0;
        for (Happening each : happenings) {
            Matcher start = START.matcher(each.what());
            if (start.matches()) {
                process = Integer.parseInt(start.group(1));
            } else if (each.what().endsWith(": SIGKILL")) {
                untold.add(process);
            }
        }
        return untold;
    }

    private static long lost(String err) {
        long lost = 0;
        for (Matcher each = LOST.matcher(err); each.find(); ) {
            lost += Long.parseLong(each.group(1));
        }
        return lost;
    }

    private long missing(Books.Page page) {
        return page.requestIds.size() - received(page) + Math.max(0, page.leases - leases(instanceOf(page)));
    }

    private long received(Books.Page page) {
        return page.requestIds.stream().filter(instances::containsKey).count();
    }

    /** What it had not sent is gone; what came before is there. */
    private void wasToldUpToSomewhere(String name, Books.Page page) {
        List<String> ids = page.requestIds;
        for (int i = 1; i < ids.size(); i++) {
            if (instances.containsKey(ids.get(i)) && !instances.containsKey(ids.get(i - 1))) {
                differences.add("process " + name + " was killed, but lost its invocation " + i + " before");
            }
        }
    }

    private void agrees(String name, Books.Page page) {
        String instance = instanceOf(page);
        differs(name, "leases", page.leases, leases(instance));
        long counted =
                sum(instance, "faas.invocations") + sum(instance, "faas.errors") + sum(instance, "faas.timeouts");
        differs(name, "faas.*", page.requestIds.size(), counted);
        long opened = sessions.stream()
                .filter(each -> each.application().equals(instance))
                .count();
        differs(name, "connwake.connection.opened", opened, sum(instance, "connwake.connection.opened"));
        differs(name, "use_time", page.returned, count(instance, "db.client.connection.use_time"));
    }

    private void differs(String name, String what, long done, long received) {
        if (done != received) {
            differences.add("process " + name + " " + what + ": " + done + ", received " + received);
        }
    }

    private String instanceOf(Books.Page page) {
        return page.requestIds.stream()
                .map(instances::get)
                .filter(id -> id != null)
                .findFirst()
                .orElse("");
    }

    private long leases(String instance) {
        return told.spansNamed("lease ").stream()
                .filter(each -> instance(each.resource()).equals(instance))
                .count();
    }

    private long sum(String instance, String metric) {
        long sum = 0;
        for (PointSeen each : told.points(metric, Map.of())) {
            if (instance(each.resource()).equals(instance) && each.number() != null) {
                sum += each.number().longValue();
            }
        }
        return sum;
    }

    private long count(String instance, String metric) {
        long count = 0;
        for (PointSeen each : told.points(metric, Map.of())) {
            if (instance(each.resource()).equals(instance) && each.distribution() != null) {
                count += each.distribution().count();
            }
        }
        return count;
    }

    private static String instance(Map<String, Object> resource) {
        return String.valueOf(resource.get("faas.instance"));
    }
}
