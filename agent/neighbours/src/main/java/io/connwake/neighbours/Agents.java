package io.connwake.neighbours;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.OtherAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Another agent, before Connwake on the command line or behind it. */
record Agents(OtherAgent agent, boolean isFirst) implements Neighbour {
    static List<Neighbour> all() {
        List<Neighbour> all = new ArrayList<>();
        for (OtherAgent each : OtherAgent.values()) {
            all.add(new Agents(each, true));
            all.add(new Agents(each, false));
        }
        return all;
    }

    @Override
    public String name() {
        return "agent " + agent.name().toLowerCase(Locale.ROOT).replace('_', ' ') + (isFirst ? ", first" : ", last");
    }

    @Override
    public ChildJvm arranged(Stage stage) {
        ChildJvm jvm = stage.orders();
        if (!isFirst) {
            stage.connwake(jvm);
        }
        agent.attach(jvm, Stage.library(agent.jar()), settings(stage));
        return isFirst ? stage.connwake(jvm) : jvm;
    }

    private String settings(Stage stage) {
        if (agent != OtherAgent.JACOCO) {
            return "";
        }
        Path coverage = stage.folder().resolve("jacoco-" + stage.isWatched());
        stage.claim("coverage was written", () -> Files.size(coverage) > 0);
        return "destfile=" + coverage;
    }

    /** The greeting of OpenTelemetry's has a time in it. */
    @Override
    public String ofProgram(String said) {
        return agent == OtherAgent.OPEN_TELEMETRY ? said.replaceAll("(?m)^\\[otel.javaagent .*\n", "") : said;
    }
}
