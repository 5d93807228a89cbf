package io.connwake.report.document;

import io.connwake.pipeline.idle.IdleBracket;
import io.connwake.pipeline.idle.IdleEvidence;
import io.connwake.pipeline.idle.KnownLimit;
import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Connection;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Instance;
import io.connwake.report.facts.Peers;
import io.connwake.report.facts.Series;
import io.connwake.report.facts.Tally;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** For each server how long connections idled there and lived or died, over all recordings, with the limit that follows. */
final class IdleSection {
    private static final int MOST_DEATHS = 500;
    private static final int MOST_PEERS = 100;

    private final Facts facts;

    IdleSection(Facts facts) {
        this.facts = facts;
    }

    void write(Json json) {
        json.array("idle");
        facts.idling.histories().entrySet().stream().limit(MOST_PEERS).forEach(each -> {
            write(json.open('{'), each.getKey(), each.getValue().evidence());
            json.close('}');
        });
        json.close(']');
    }

    private void write(Json json, String peer, IdleEvidence evidence) {
        json.text("peer", peer).text("system", system(peer));
        histogram(json, "survived", peer);
        histogram(json, "died", peer);
        deaths(json, peer);
        limit(json, evidence);
        json.text("sentence", sentence(evidence, processes(peer)));
    }

    /** How many had to do with it. */
    private int processes(String peer) {
        Set<Instance> known = new HashSet<>();
        for (Connection each : facts.connections) {
            if (peer.equals(each.peer)) {
                known.add(each.process);
            }
        }
        for (Instance each : facts.processes) {
            if (each.series.keySet().stream().anyMatch(key -> isIdling(key, peer))) {
                known.add(each);
            }
        }
        return known.size();
    }

    private static boolean isIdling(Series.Key key, String peer) {
        return key.name().equals(Names.IDLE_TIME) && peer.equals(Peers.of(key.attributes()));
    }

    private @Nullable String system(String peer) {
        for (Connection each : facts.connections) {
            if (peer.equals(each.peer)) {
                return each.system;
            }
        }
        return null;
    }

    private void histogram(Json json, String outcome, String peer) {
        Tally sum = null;
        for (Instance process : facts.processes) {
            for (Map.Entry<Series.Key, Series> each : process.series.entrySet()) {
                Object its = each.getKey().attributes().get(Names.IDLE_OUTCOME);
                boolean isMeant = outcome.equals(its) && isIdling(each.getKey(), peer);
                sum = isMeant ? Tally.sum(sum, each.getValue().tally()) : sum;
            }
        }
        PoolSection.histogram(json, outcome, sum);
    }

    private void deaths(Json json, String peer) {
        List<Connection> dead = facts.connections.stream()
                .filter(each -> each.death() != null && peer.equals(each.peer))
                .sorted(Comparator.comparingLong(IdleSection::idleNanos))
                .toList();
        json.array("deaths");
        for (Connection each : dead.subList(0, Math.min(MOST_DEATHS, dead.size()))) {
            Connection.Death death = each.death();
            if (death != null) {
                json.open('[').seconds(death.idleNanos()).string(death.kind());
                json.time(death.atNanos()).number(each.process.index).close(']');
            }
        }
        json.close(']');
        if (dead.size() > MOST_DEATHS) {
            json.number("deathsLeftOut", dead.size() - MOST_DEATHS);
        }
    }

    private static long idleNanos(Connection connection) {
        Connection.Death death = connection.death();
        return death == null ? 0 : death.idleNanos();
    }

    private static void limit(Json json, IdleEvidence evidence) {
        if (evidence.survivals() > 0) {
            json.seconds("longestSurvived", evidence.longestSurvivalNanos());
        }
        if (evidence.deaths() > 0) {
            json.seconds("shortestDied", evidence.shortestDeathNanos());
        }
        IdleBracket bracket = evidence.bracket();
        if (bracket != null) {
            json.seconds("low", bracket.lowerNanos()).seconds("high", bracket.upperNanos());
        }
        json.array("known");
        for (KnownLimit each : evidence.candidates()) {
            json.open('[').seconds(each.nanos()).string(each.owner()).close(']');
        }
        json.close(']');
    }

    private static String sentence(IdleEvidence evidence, int processes) {
        String seen = seen(evidence) + " in " + Words.count(processes, "process", "processes");
        StringBuilder text = new StringBuilder(seen).append('.');
        IdleBracket bracket = evidence.bracket();
        if (bracket != null) {
            text.append(" The idle limit lies between ").append(Words.seconds(bracket.lowerNanos()));
            text.append(" and ").append(Words.seconds(bracket.upperNanos())).append('.');
        } else if (evidence.deaths() > 0) {
            text.append(" That is not enough to tell a limit.");
        }
        List<String> known =
                evidence.candidates().stream().map(KnownLimit::words).toList();
        if (!known.isEmpty()) {
            text.append(" It is consistent with ")
                    .append(String.join(", ", known))
                    .append('.');
        }
        if (evidence.explained() > 0) {
            text.append(' ').append(Words.count(evidence.explained(), "more death", "more deaths"));
            text.append(" came together with others, as in a restart.");
        }
        return text.toString();
    }

    private static String seen(IdleEvidence evidence) {
        String died = evidence.deaths() == 0
                ? "No death"
                : Words.count(evidence.deaths(), "death", "deaths") + " after "
                        + Words.seconds(evidence.shortestDeathNanos())
                        + (evidence.deaths() == 1 ? "" : " or more") + " without use";
        return evidence.survivals() == 0
                ? died + ", no survival of a second or more"
                : died + ", the longest survival " + Words.seconds(evidence.longestSurvivalNanos());
    }
}
