package io.connwake.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A headless Chromium, asked over its debugging pipe: no port is opened. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path profile;
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private int asked;

    private Chromium(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start() throws IOException {
        Path profile = Files.createTempDirectory("connwake-chromium");
        String program = installed().orElseThrow().toString();
        // The pipe is file descriptors 3 (to it) and 4 (from it).
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec \"$@\" 3<&0 4>&1 </dev/null 1>/dev/null 2>/dev/null",
                        "sh",
                        program,
                        "--headless=new",
                        "--remote-debugging-pipe",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Chromium chromium = new Chromium(process, profile);
        Thread reader = new Thread(chromium::read, "chromium");
        reader.setDaemon(true);
        reader.start();
        return chromium;
    }

    Tab tab() {
        JsonObject blank = new JsonObject();
        blank.addProperty("url", "about:blank");
        JsonObject target = new JsonObject();
        target.add("targetId", ask("Target.createTarget", blank, "").get("targetId"));
        target.addProperty("flatten", true);
        return new Tab(
                this, ask("Target.attachToTarget", target, "").get("sessionId").getAsString());
    }

    /** @param session empty for the browser itself */
    synchronized JsonObject ask(String method, JsonObject parameters, String session) {
        int id = ++asked;
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        if (!session.isEmpty()) {
            message.addProperty("sessionId", session);
        }
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        try {
            OutputStream out = process.getOutputStream();
            out.write((message + "\0").getBytes(StandardCharsets.UTF_8));
            out.flush();
            JsonObject whole = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (whole.has("error")) {
                throw new IllegalStateException(method + ": " + whole.get("error"));
            }
            return whole.getAsJsonObject("result");
        } catch (IOException | ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException("no answer to " + method, e);
        }
    }

    /** What was told since the last call. */
    List<JsonObject> events() {
        List<JsonObject> told = new ArrayList<>(events);
        events.removeAll(told);
        return told;
    }

    private void read() {
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            ByteArrayOutputStream message = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != 0) {
                    message.write(b);
                    continue;
                }
                heard(JsonParser.parseString(message.toString(StandardCharsets.UTF_8))
                        .getAsJsonObject());
                message.reset();
            }
        } catch (IOException closed) {
            // The end of the pipe is the end of the browser.
        }
        waiting.values().forEach(each -> each.completeExceptionally(new IOException("chromium ended")));
    }

    private void heard(JsonObject message) {
        if (!message.has("id")) {
            events.add(message);
            return;
        }
        CompletableFuture<JsonObject> answer = waiting.remove(message.get("id").getAsInt());
        if (answer != null) {
            answer.complete(message);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            ask("Browser.close", new JsonObject(), "");
        } catch (IllegalStateException gone) {
            process.destroy();
        }
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join();
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(each -> each.toFile().delete());
        }
    }
}
