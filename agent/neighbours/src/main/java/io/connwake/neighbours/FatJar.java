package io.connwake.neighbours;

import com.example.orders.Orders;
import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Spring Boot's executable jar: the libraries are jars within it. */
final class FatJar implements Neighbour {
    @Override
    public String name() {
        return "Spring Boot fat jar";
    }

    @Override
    public ChildJvm arranged(Stage stage) throws IOException {
        Path jar = stage.folder().resolve("fat.jar");
        if (!Files.exists(jar)) {
            pack(jar);
        }
        return stage.connwake(stage.on(ChildJvm.ofJar(jar).arguments(Stage.URL)));
    }

    private static void pack(Path jar) throws IOException {
        Map<String, String> manifest = Map.of(
                "Main-Class",
                "org.springframework.boot.loader.launch.JarLauncher",
                "Start-Class",
                Orders.class.getName(),
                "Spring-Boot-Classes",
                "BOOT-INF/classes/",
                "Spring-Boot-Lib",
                "BOOT-INF/lib/");
        try (Jars fat = Jars.at(jar, manifest)) {
            fat.unpacked(Stage.library("spring-boot-loader"), "", name -> name.endsWith(".class"));
            fat.folder("BOOT-INF/classes/").folder("BOOT-INF/lib/");
            fat.unpacked(Stage.built("orders.jar"), "BOOT-INF/classes/", name -> true);
            for (Path each : Stage.pool()) {
                fat.nested(each, "BOOT-INF/lib/");
            }
        }
    }
}
