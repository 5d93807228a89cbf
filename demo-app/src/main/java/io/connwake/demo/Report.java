package io.connwake.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The agent's own report of what the stories recorded. */
record Report(Path agent, Path home) {
    private static final int PATIENCE_SECONDS = 120;

    /** Lines to be shown: where it is, or why there is none. */
    List<String> of(List<Path> patterns) throws IOException, InterruptedException {
        List<Path> recordings = files(patterns);
        if (recordings.isEmpty()) {
            return List.of("Nothing was recorded, so there is no report.");
        }
        if (!hasCommandLine()) {
            return List.of(
                    "No report: " + Screen.shown(agent) + " has no command line (no Main-Class in its manifest).",
                    "The recordings are in " + Screen.shown(home.resolve("target/recordings")) + ".");
        }
        Path report = home.resolve("target/report.html");
        Path log = home.resolve("target/report.log");
        Files.deleteIfExists(report);
        if (!build(recordings, report, log) || !Files.exists(report)) {
            return List.of("No report could be made; " + Screen.shown(log) + " says why.");
        }
        return List.of(
                "Report of all that was played, to be opened in a browser: " + Screen.shown(report),
                "For Jaeger's upload, the spans of a recording:",
                "  java -jar " + Screen.shown(agent) + " traces RECORDING -o spans.jsonl");
    }

    private boolean build(List<Path> recordings, Path report, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-jar", agent.toString(), "report"));
        recordings.forEach(each -> command.add(each.toString()));
        command.addAll(List.of("-o", report.toString()));
        Process building = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        boolean ended = building.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        building.destroyForcibly();
        return ended && building.exitValue() == 0;
    }

    private boolean hasCommandLine() throws IOException {
        try (JarFile jar = new JarFile(agent.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest != null && manifest.getMainAttributes().getValue("Main-Class") != null;
        }
    }

    /** Each may be a file or a pattern of its name. */
    static List<Path> files(List<Path> patterns) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path pattern : patterns) {
            Path folder = pattern.toAbsolutePath().getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                continue;
            }
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(folder, pattern.getFileName().toString())) {
                found.forEach(files::add);
            }
        }
        return files.stream().sorted().toList();
    }
}
