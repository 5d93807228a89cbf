package io.connwake.demo;

import io.connwake.demo.stage.Stage;
import io.connwake.demo.stories.Stories;
import io.connwake.demo.stories.Story;
import io.connwake.demo.stories.Telling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plays the stories asked for, or all; {@code list} tells which there are. Exit status 0: every one that could be played
 * came out as meant; 1: one did not; 2: it wasn't clear what was asked for. Where the agent's jar lies is in the property
 * {@code demo.agent}, its layer for Lambda in {@code demo.layer}, the demo's folder in {@code demo.home}.
 */
public final class Demo {
    private final Screen screen = new Screen();

    private Demo() {}

    public static void main(String[] arguments) {
        Demo demo = new Demo();
        Runtime.getRuntime().addShutdownHook(new Thread(demo.screen::fallSilent, "fall-silent"));
        System.exit(demo.run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        if (arguments.equals(List.of("list"))) {
            screen.list(Stories.ALL);
            return 0;
        }
        Set<Story> asked = new HashSet<>();
        for (String name : arguments) {
            List<Story> named = Stories.named(name);
            if (named.isEmpty()) {
                return misunderstood(name);
            }
            asked.addAll(named);
        }
        try {
            return play(asked.isEmpty() ? Stories.ALL : Stories.inOrder(asked));
        } catch (Exception e) {
            screen.line("The demo failed: " + e.getMessage());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                screen.line("  " + cause);
            }
            return 1;
        }
    }

    /** One line. */
    private static int misunderstood(String name) {
        System.err.println("demo: there is no story '" + name + "'; there are "
                + Stories.ALL.stream().map(Story::name).collect(Collectors.joining(", ")));
        return 2;
    }

    private int play(List<Story> stories) throws Exception {
        Path home = Path.of(System.getProperty("demo.home", "demo-app"))
                .toAbsolutePath()
                .normalize();
        Optional<Path> agent = file("demo.agent");
        Outcomes outcomes = new Outcomes(agent.isPresent());
        List<Path> recordings = new ArrayList<>();
        try (Stage stage = new Stage(home, agent, file("demo.layer"), screen::progress)) {
            for (int i = 0; i < stories.size(); i++) {
                Story story = stories.get(i);
                if (i == Math.min(1, stories.size() - 1)) {
                    begin(stories.subList(i, stories.size()), stage);
                }
                Optional<String> lacks = story.lacks();
                if (lacks.isPresent()) {
                    screen.skip(story, lacks.get());
                    outcomes.skipped(story, lacks.get());
                } else {
                    Telling telling = story.play(stage);
                    screen.tell(story, telling, stage.hasAgent());
                    outcomes.played(story, telling);
                    recordings.addAll(telling.recordings());
                }
            }
        }
        conclude(outcomes, agent.map(jar -> new Report(jar, home)), recordings);
        return outcomes.failed() == 0 ? 0 : 1;
    }

    /** When the first story is over: it may fill the server. */
    private static void begin(List<Story> stories, Stage stage) throws Exception {
        for (Story story : stories) {
            if (story.lacks().isEmpty()) {
                story.begin(stage);
            }
        }
    }

    private static Optional<Path> file(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .map(file -> Path.of(file).toAbsolutePath().normalize());
    }

    private void conclude(Outcomes outcomes, Optional<Report> report, List<Path> recordings) throws Exception {
        screen.title("all that was played");
        outcomes.table().forEach(screen::line);
        screen.line("");
        if (report.isEmpty()) {
            screen.line("Played without the agent, so there was nobody to say why.");
        } else {
            report.get().of(recordings).forEach(screen::line);
            sendElsewhere();
        }
        screen.line(outcomes.sentence());
    }

    private void sendElsewhere() {
        String endpoint = System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (endpoint != null) {
            screen.line("The agent was to export to " + endpoint + " as well.");
        } else {
            screen.line("To see the same in Jaeger and Grafana, start collector-config/compose.yaml and run");
            screen.line("  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 ./demo-app/run");
        }
    }
}
