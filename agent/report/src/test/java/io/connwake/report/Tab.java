package io.connwake.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One page of the browser, with what a person can do to it and what it complained about. */
final class Tab {
    private static final Set<String> COMPLAINTS =
            Set.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded");
    private static final Map<String, Integer> CODES = Map.of("Tab", 9, "Enter", 13, "Escape", 27);
    private static final String SETTLED =
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";

    private final Chromium chromium;
    private final String session;
    private String address = "";

    Tab(Chromium chromium, String session) {
        this.chromium = chromium;
        this.session = session;
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            ask(domain + ".enable", new JsonObject());
        }
    }

    void open(Path page) {
        chromium.events();
        address = page.toUri().toString();
        JsonObject to = new JsonObject();
        to.addProperty("url", address);
        ask("Page.navigate", to);
        run(
                "new Promise(done => document.readyState === 'complete' ? done(1) : addEventListener('load', () => done(1)))");
        settle();
    }

    /** Messages of the console, errors, refusals of the policy, and requests for anything but the page itself. */
    List<String> problems() {
        settle();
        return chromium.events().stream()
                .filter(event -> COMPLAINTS.contains(method(event)) || isRequest(event))
                .map(event -> method(event) + " " + event.get("params"))
                .toList();
    }

    private static String method(JsonObject event) {
        return event.get("method").getAsString();
    }

    private boolean isRequest(JsonObject event) {
        return method(event).equals("Network.requestWillBeSent")
                && !event.getAsJsonObject("params")
                        .getAsJsonObject("request")
                        .get("url")
                        .getAsString()
                        .equals(address);
    }

    void settle() {
        run(SETTLED);
    }

    /** The value of an expression; an error in it is an error here. */
    JsonElement run(String expression) {
        JsonObject to = new JsonObject();
        to.addProperty("expression", expression);
        to.addProperty("returnByValue", true);
        to.addProperty("awaitPromise", true);
        JsonObject answer = ask("Runtime.evaluate", to);
        if (answer.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        JsonElement value = answer.getAsJsonObject("result").get("value");
        return value == null ? JsonNull.INSTANCE : value;
    }

    String text(String expression) {
        return run(expression).getAsString();
    }

    double number(String expression) {
        return run(expression).getAsDouble();
    }

    boolean is(String expression) {
        return run("!!(" + expression + ")").getAsBoolean();
    }

    void size(int width, int height) {
        JsonObject to = new JsonObject();
        to.addProperty("width", width);
        to.addProperty("height", height);
        to.addProperty("deviceScaleFactor", 1);
        to.addProperty("mobile", width < 600);
        ask("Emulation.setDeviceMetricsOverride", to);
        settle();
    }

    /** @param medium {@code print}, or empty for the screen */
    void media(String medium, String scheme) {
        JsonObject feature = new JsonObject();
        feature.addProperty("name", "prefers-color-scheme");
        feature.addProperty("value", scheme);
        JsonArray features = new JsonArray();
        features.add(feature);
        JsonObject to = new JsonObject();
        to.addProperty("media", medium);
        to.add("features", features);
        ask("Emulation.setEmulatedMedia", to);
        settle();
    }

    void press(String key) {
        for (String type : List.of("keyDown", "keyUp")) {
            JsonObject to = new JsonObject();
            to.addProperty("type", type);
            to.addProperty("key", key);
            if (CODES.containsKey(key)) {
                to.addProperty("windowsVirtualKeyCode", CODES.get(key));
            }
            if (type.equals("keyDown") && key.equals("Enter")) {
                to.addProperty("text", "\r");
            }
            ask("Input.dispatchKeyEvent", to);
        }
        settle();
    }

    void moveTo(double x, double y) {
        mouse("mouseMoved", x, y, 0);
    }

    void drag(double fromX, double toX, double y) {
        mouse("mouseMoved", fromX, y, 0);
        mouse("mousePressed", fromX, y, 1);
        mouse("mouseMoved", (fromX + toX) / 2, y, 1);
        mouse("mouseMoved", toX, y, 1);
        mouse("mouseReleased", toX, y, 1);
    }

    /** With Ctrl held down. */
    void wheel(double x, double y, double by) {
        JsonObject to = at("mouseWheel", x, y);
        to.addProperty("deltaX", 0);
        to.addProperty("deltaY", by);
        to.addProperty("modifiers", 2);
        ask("Input.dispatchMouseEvent", to);
        settle();
    }

    private void mouse(String type, double x, double y, int buttons) {
        JsonObject to = at(type, x, y);
        to.addProperty("button", buttons == 0 ? "none" : "left");
        to.addProperty("buttons", type.equals("mouseReleased") ? 0 : buttons);
        to.addProperty("clickCount", buttons);
        ask("Input.dispatchMouseEvent", to);
        settle();
    }

    private static JsonObject at(String type, double x, double y) {
        JsonObject to = new JsonObject();
        to.addProperty("type", type);
        to.addProperty("x", x);
        to.addProperty("y", y);
        return to;
    }

    /** The pages of a print, as PDF in base64. */
    String print() {
        return ask("Page.printToPDF", new JsonObject()).get("data").getAsString();
    }

    private JsonObject ask(String method, JsonObject parameters) {
        return chromium.ask(method, parameters, session);
    }
}
