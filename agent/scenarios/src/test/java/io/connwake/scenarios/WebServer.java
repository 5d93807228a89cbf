package io.connwake.scenarios;

import io.connwake.testing.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Servlet containers at the versions that are tested, from {@code target/libraries}. The programs of {@code servlets} are
 * written once, against {@code jakarta.servlet} and the newest Jetty, and are compiled anew for each with its own names.
 */
@SuppressWarnings("ImmutableEnumChecker") // the arrays stay in here
enum WebServer {
    TOMCAT_9("tomcat", "javax", "tomcat-embed-core-9.", "tomcat-annotations-api-9."),
    TOMCAT_10("tomcat", "jakarta", "tomcat-embed-core-10.", "tomcat-annotations-api-10."),
    TOMCAT_11("tomcat", "jakarta", "tomcat-embed-core-11.", "tomcat-annotations-api-11."),
    JETTY_9("jetty", "javax", jetty("9.4.", "javax.servlet-api-3.1.")),
    JETTY_10("jetty", "javax", jetty("10.", "jetty-servlet-api-4.")),
    JETTY_12(
            "jetty",
            "jakarta",
            "jetty-ee10-servlet-12.",
            "jetty-server-12.",
            "jetty-session-12.",
            "jetty-http-12.",
            "jetty-io-12.",
            "jetty-security-12.",
            "jetty-util-12.",
            "jakarta.servlet-api-6.");

    private static final Path BUILT = Path.of("target").toAbsolutePath();
    private static final String[] DATABASE = {"HikariCP-", "slf4j-api-", "slf4j-nop-", "postgresql-"};

    private final String family;
    private final String api;
    private final String[] jars;

    WebServer(String family, String api, String... jars) {
        this.family = family;
        this.api = api;
        this.jars = jars;
    }

    private static String[] jetty(String version, String api) {
        return Stream.concat(
                        Stream.of("servlet", "server", "http", "io", "security", "util")
                                .map(part -> "jetty-" + part + "-" + version),
                        Stream.of(api))
                .toArray(String[]::new);
    }

    /** A program of that folder on this server, with further libraries. */
    ChildJvm running(String main, String folder, String... libraries) {
        List<Path> path = new ArrayList<>();
        for (String each : jars) {
            path.add(library(each));
        }
        for (String each : libraries) {
            path.add(library(each));
        }
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (Arrays.stream(DATABASE).anyMatch(Path.of(each).getFileName().toString()::startsWith)) {
                path.add(Path.of(each));
            }
        }
        path.add(compiled(folder, path));
        return ChildJvm.ofMain("com.example.trouble.web." + main).classPath(path.toArray(Path[]::new));
    }

    private Path compiled(String folder, List<Path> classPath) {
        try {
            Path work = Files.createTempDirectory(Files.createDirectories(BUILT.resolve("servlets")), name() + "-");
            Path classes = Files.createDirectories(work.resolve("classes"));
            List<String> arguments =
                    new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", classes.toString()));
            arguments.add("-cp");
            arguments.add(String.join(
                    File.pathSeparator, classPath.stream().map(Path::toString).toList()));
            for (String each : List.of("visit", family, folder)) {
                arguments.addAll(translated(Path.of("src", "test", "servlets", each), work));
            }
            compile(arguments);
            return classes;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> translated(Path folder, Path into) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.toList()) {
                Path source = into.resolve(each.getFileName().toString());
                String text = Files.readString(each).replace("jakarta.servlet.", api + ".servlet.");
                Files.writeString(source, this == JETTY_12 ? text : text.replace(".jetty.ee10.", ".jetty."));
                sources.add(source.toString());
            }
        }
        return sources;
    }

    private static void compile(List<String> arguments) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = new ArrayList<>(arguments);
        List<String> files =
                options.stream().filter(word -> word.endsWith(".java")).toList();
        options.removeAll(files);
        var sources = compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromStrings(files);
        if (!compiler.getTask(said, null, null, options, null, sources).call()) {
            throw new IllegalStateException("a program does not compile: " + said);
        }
    }

    private static Path library(String beginning) {
        Path folder = BUILT.resolve("libraries");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + beginning + " in " + folder));
        } catch (IOException absent) {
            throw new IllegalStateException("run the phase pre-integration-test to get " + folder, absent);
        }
    }
}
