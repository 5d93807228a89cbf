package io.connwake.neighbours;

import com.example.orders.Webapps;
import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two web applications, one of them deployed again; pool and driver are theirs or the container's. */
record Tomcat(boolean isShared) implements Neighbour {
    private static final String SERVLET = "com/example/orders/web/";

    @Override
    public String name() {
        return "Tomcat webapps, redeployed: pool " + (isShared ? "in the parent" : "in each");
    }

    @Override
    public int times() {
        return 3;
    }

    @Override
    public ChildJvm arranged(Stage stage) throws IOException {
        Path application = stage.made("application-" + stage.isWatched());
        Path libraries = Files.createDirectories(application.resolve("WEB-INF").resolve("lib"));
        if (!isShared) {
            for (Path each : Stage.application()) {
                Files.copy(each, libraries.resolve(each.getFileName()));
            }
        } else {
            try (Jars servlet = Jars.at(libraries.resolve("servlet.jar"), Map.of())) {
                servlet.unpacked(Stage.built("orders.jar"), "", name -> name.startsWith(SERVLET));
            }
        }
        Path container = stage.made("container-" + stage.isWatched()).resolve("container.jar");
        try (Jars jar = Jars.at(container, Map.of())) {
            jar.unpacked(Stage.built("orders.jar"), "", name -> !name.startsWith(SERVLET));
        }
        List<Path> path = new ArrayList<>(
                List.of(container, Stage.library("tomcat-embed-core"), Stage.library("tomcat-annotations-api")));
        if (isShared) {
            path.addAll(Stage.pool());
        }
        ChildJvm jvm = ChildJvm.ofMain(Webapps.class)
                .classPath(path.toArray(Path[]::new))
                .arguments(stage.made("base-" + stage.isWatched()).toString(), application.toString(), Stage.URL);
        return stage.connwake(stage.on(jvm));
    }
}
