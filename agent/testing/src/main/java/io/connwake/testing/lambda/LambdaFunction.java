package io.connwake.testing.lambda;

import io.connwake.testing.Jdk;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function as it is deployed: what runs it, its code, and its configuration. Not to be changed once environments have
 * started.
 */
public final class LambdaFunction {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";

    private final RuntimeClient client;
    private final Path taskRoot;
    private final String handler;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String name = "orders";
    private Jdk jdk = Jdk.current();
    private Initialization initialization = Initialization.ON_DEMAND;
    private Duration timeout = Duration.ofSeconds(60);
    private Duration initLimit = Duration.ofSeconds(60);
    private Duration terminationBudget = Duration.ofMillis(500);
    private int memoryMegabytes = 512;
    private int concurrency = 1;
    private boolean freezes = true;
    private boolean clockStandsStill;
    private @Nullable Path wrapper;
    private @Nullable String runtime;

    private LambdaFunction(RuntimeClient client, Path taskRoot, String handler) {
        this.client = client;
        this.taskRoot = taskRoot;
        this.handler = handler;
    }

    /** The task root holds classes, and jars in {@code lib}; the handler is a class or {@code class::method}. */
    public static LambdaFunction of(RuntimeClient client, Path taskRoot, String handler) {
        return new LambdaFunction(client, taskRoot.toAbsolutePath(), handler);
    }

    public LambdaFunction named(String functionName) {
        name = functionName;
        return this;
    }

    public LambdaFunction on(Jdk chosen) {
        jdk = chosen;
        return this;
    }

    /** Run by a main class of its own in the place of AWS's client, with its code on the class path. */
    public LambdaFunction runtime(String mainClass) {
        runtime = mainClass;
        return this;
    }

    /** {@code AWS_LAMBDA_EXEC_WRAPPER}: run with the command that would have run the function. */
    public LambdaFunction wrapper(Path execWrapper) {
        wrapper = execWrapper.toAbsolutePath();
        return this;
    }

    /** An option of the java command beside Lambda's own. */
    public LambdaFunction option(String option) {
        options.add(option);
        return this;
    }

    public LambdaFunction environment(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    public LambdaFunction initialization(Initialization how) {
        initialization = how;
        freezes = how != Initialization.MANAGED;
        return this;
    }

    /** Invocations at once in one environment: managed instances alone have more than one. */
    public LambdaFunction concurrency(int invocations) {
        concurrency = invocations;
        return this;
    }

    public LambdaFunction timeout(Duration limit) {
        timeout = limit;
        return this;
    }

    /**
     * How long INIT may take before it is given up and repeated in the first invocation. Lambda's 10 s on demand are not the
     * default, for this machine may start ten processes on two processors.
     */
    public LambdaFunction initLimit(Duration limit) {
        initLimit = limit;
        return this;
    }

    /**
     * From SIGTERM to SIGKILL where an extension is registered: 500 ms are documented, 150 ms is what RAPID leaves to
     * the runtime.
     */
    public LambdaFunction terminationBudget(Duration budget) {
        terminationBudget = budget;
        return this;
    }

    public LambdaFunction memory(int megabytes) {
        memoryMegabytes = megabytes;
        return this;
    }

    /** Never stopped between invocations, for what is to be measured without. */
    public LambdaFunction unfrozen() {
        freezes = false;
        return this;
    }

    /** Its monotonic clock stands still while it is frozen, see {@link SuspendedClock}. */
    public LambdaFunction suspendedClock() {
        clockStandsStill = true;
        return this;
    }

    public String name() {
        return name;
    }

    public String handler() {
        return handler;
    }

    public String arn() {
        return "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:" + name;
    }

    public Initialization initialization() {
        return initialization;
    }

    public Duration timeout() {
        return timeout;
    }

    public int concurrency() {
        return concurrency;
    }

    Duration initLimit() {
        return initLimit;
    }

    Duration terminationBudget() {
        return terminationBudget;
    }

    boolean freezes() {
        return freezes;
    }

    boolean clockStandsStill() {
        return clockStandsStill;
    }

    Path taskRoot() {
        return taskRoot;
    }

    /** What the managed runtimes of Java 17 and later start, as users have seen it. */
    List<String> command() {
        List<String> command = new ArrayList<>();
        if (wrapper != null) {
            command.add(wrapper.toString());
        }
        command.add(jdk.java().toString());
        command.addAll(List.of(
                "-XX:MaxHeapSize=" + memoryMegabytes * 870L + "k",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-XX:+ErrorFileToStderr",
                "-D" + RuntimeClient.NATIVE_LIBRARY_PROPERTY + "=" + client.nativeLibrary()));
        if (jdk.feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        if (runtime == null) {
            command.addAll(List.of("-classpath", client.classPath(), RuntimeClient.MAIN, handler));
        } else {
            String own = taskRoot.resolve("lib") + "/*";
            command.addAll(List.of("-classpath", own + File.pathSeparator + client.classPath(), runtime, handler));
        }
        return command;
    }

    /** All that the process sees; nothing is inherited. */
    Map<String, String> variables(String api, int environmentNumber) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("AWS_LAMBDA_RUNTIME_API", api);
        all.put("AWS_LAMBDA_FUNCTION_NAME", name);
        all.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMegabytes));
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization.word());
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + jdk.feature());
        all.put("AWS_REGION", REGION);
        all.put("AWS_DEFAULT_REGION", REGION);
        all.put("_HANDLER", handler);
        all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        all.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
        all.put("TZ", ":UTC");
        all.put("LANG", "en_US.UTF-8");
        all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        if (initialization != Initialization.SNAP_START) {
            all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
            all.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/01/[$LATEST]" + stream(environmentNumber));
        }
        if (initialization == Initialization.MANAGED) {
            all.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(concurrency));
        }
        if (wrapper != null) {
            all.put("AWS_LAMBDA_EXEC_WRAPPER", wrapper.toString());
        }
        all.putAll(environment);
        return all;
    }

    private static String stream(int environmentNumber) {
        return java.util.UUID.randomUUID().toString().replace("-", "").substring(0, 24)
                + String.format("%08d", environmentNumber);
    }
}
