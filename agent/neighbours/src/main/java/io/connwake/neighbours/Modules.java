package io.connwake.neighbours;

import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The module path: program and pool in named modules, which read nothing of ours. */
record Modules(String name, List<String> flags) implements Neighbour {
    private static final String MODULE = "com.example.orders";
    private static final String DECLARATION =
            "module com.example.orders { requires java.sql; requires com.zaxxer.hikari; }";

    static List<Neighbour> all() {
        return List.of(
                new Modules("module path", List.of()),
                new Modules(
                        "module path, limited as by jlink",
                        List.of("--limit-modules=com.example.orders,com.h2database,org.slf4j.nop,java.instrument")));
    }

    @Override
    public ChildJvm arranged(Stage stage) throws IOException {
        Path modules = stage.folder().resolve("modules");
        if (!Files.exists(modules)) {
            make(stage, Files.createDirectories(modules));
        }
        ChildJvm jvm =
                ChildJvm.ofModule(modules, MODULE + "/" + MODULE + ".Orders").arguments(Stage.URL);
        flags.forEach(jvm::option);
        return stage.connwake(stage.on(jvm));
    }

    private static void make(Stage stage, Path modules) throws IOException {
        for (Path each : Stage.pool()) {
            Files.copy(each, modules.resolve(each.getFileName()));
        }
        Path classes = stage.made("declaration");
        Path source = classes.resolve("module-info.java");
        Files.writeString(source, DECLARATION);
        compile(List.of("--release", "17", "-d", classes.toString(), "--module-path", modules.toString()), source);
        try (Jars jar = Jars.at(modules.resolve("orders.jar"), Map.of())) {
            jar.file(classes.resolve("module-info.class"));
            jar.unpacked(Stage.built("orders.jar"), "", name -> name.endsWith("/Orders.class"));
        }
    }

    private static void compile(List<String> options, Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            if (!compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call()) {
                throw new IllegalStateException("the module does not compile: " + said);
            }
        }
    }
}
