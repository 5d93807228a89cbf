package io.connwake.neighbours;

import com.example.orders.Bundles;
import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** OSGi: each jar is a bundle, which sees what it imports and nothing of the agent. */
final class Osgi implements Neighbour {
    @Override
    public String name() {
        return "OSGi: program, pool and driver in bundles";
    }

    @Override
    public ChildJvm arranged(Stage stage) throws IOException {
        List<Path> bundles = new ArrayList<>();
        for (Path each : Stage.application()) {
            bundles.add(bundle(each, stage.made("bundles")));
        }
        Path launcher = stage.folder().resolve("launcher.jar");
        if (!Files.exists(launcher)) {
            try (Jars jar = Jars.at(launcher, Map.of())) {
                jar.unpacked(Stage.built("orders.jar"), "", name -> name.endsWith("/Bundles.class"));
            }
        }
        ChildJvm jvm = ChildJvm.ofMain(Bundles.class)
                .classPath(launcher, Stage.library("org.apache.felix.framework"))
                .arguments(stage.made("storage-" + stage.isWatched()).toString(), Loader.joined(bundles), Stage.URL);
        return stage.connwake(stage.on(jvm));
    }

    private static Path bundle(Path jar, Path folder) throws IOException {
        Path bundle = folder.resolve(jar.getFileName());
        if (!Files.exists(bundle)) {
            String name = jar.getFileName().toString().replace(".jar", "");
            Map<String, String> manifest = Map.of(
                    "Bundle-ManifestVersion",
                    "2",
                    "Bundle-SymbolicName",
                    "com.example." + name,
                    "Bundle-Version",
                    "1.0.0",
                    "Export-Package",
                    String.join(",", Jars.packages(jar)),
                    "DynamicImport-Package",
                    "*");
            try (Jars made = Jars.at(bundle, manifest)) {
                made.unpacked(jar, "", entry -> true);
            }
        }
        return bundle;
    }
}
