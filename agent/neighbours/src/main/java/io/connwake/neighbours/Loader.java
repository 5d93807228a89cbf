package io.connwake.neighbours;

import com.example.orders.Elsewhere;
import io.connwake.testing.ChildJvm;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A class loader of the application's own making. */
record Loader(String name, String kind) implements Neighbour {
    static List<Neighbour> all() {
        return List.of(
                new Loader("class loader: parent last", "parent-last"),
                new Loader("class loader: sealed packages", "sealed"),
                new Loader("class loader: has no class files", "mute"),
                new Loader("class loader: throws when asked for a class file", "failing"),
                new Loader("class loader: overflows the stack when asked", "overflowing"));
    }

    @Override
    public ChildJvm arranged(Stage stage) {
        return stage.connwake(stage.entered(Elsewhere.class).arguments(kind, joined(Stage.application()), Stage.URL));
    }

    static String joined(List<Path> files) {
        return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
