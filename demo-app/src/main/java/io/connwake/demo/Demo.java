package io.connwake.demo;

import io.connwake.demo.stage.Stage;
import io.connwake.demo.stories.Stories;
import io.connwake.demo.stories.Story;
import io.connwake.demo.stories.Telling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays the stories asked for, or all. Exit status 0: every one came out as meant; 1: one did not; 2: it wasn't clear what
 * was asked for. Where the agent's jar lies is in the property {@code demo.agent}, its layer for Lambda in
 * {@code demo.layer}, the demo's folder in {@code demo.home}.
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
        List<Story> stories = new ArrayList<>();
        for (String name : arguments) {
            List<Story> named = Stories.named(name);
            if (named.isEmpty()) {
                return misunderstood(name);
            }
            stories.addAll(named);
        }
        try {
            return play(stories.isEmpty() ? Stories.ALL : stories);
        } catch (Exception e) {
            screen.line("The demo failed: " + e.getMessage());
            for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                screen.line("  " + cause);
            }
            return 1;
        }
    }

    private int misunderstood(String name) {
        screen.line("There is no story " + name + ". The stories are:");
        Stories.ALL.forEach(story -> screen.line("  " + story.name()));
        return 2;
    }

    private int play(List<Story> stories) throws Exception {
        Path home = Path.of(System.getProperty("demo.home", "demo-app"))
                .toAbsolutePath()
                .normalize();
        Optional<Path> agent = file("demo.agent");
        int failed = 0;
        try (Stage stage = new Stage(home, agent, file("demo.layer"), screen::progress)) {
            for (Story story : stories) {
                Telling telling = story.play(stage);
                screen.tell(story, telling, stage.hasAgent());
                failed += telling.complaints().isEmpty() ? 0 : 1;
            }
        }
        conclude(stories.size(), failed, agent.isPresent());
        return failed == 0 ? 0 : 1;
    }

    private static Optional<Path> file(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .map(file -> Path.of(file).toAbsolutePath().normalize());
    }

    private void conclude(int told, int failed, boolean withAgent) {
        screen.line("");
        if (!withAgent) {
            screen.line("Played without the agent, so there was nobody to say why.");
        } else if (System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT") != null) {
            screen.line("The agent was to export to " + System.getenv("OTEL_EXPORTER_OTLP_ENDPOINT") + " as well.");
        } else {
            screen.line("To see the same in Jaeger and Grafana, start collector-config/compose.yaml and run");
            screen.line("  OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 ./demo-app/run");
        }
        String outcome = told - failed + " of " + told + " stories came out as meant";
        screen.line(failed == 0 ? outcome + "." : outcome + "; what is missing is said above.");
    }
}
