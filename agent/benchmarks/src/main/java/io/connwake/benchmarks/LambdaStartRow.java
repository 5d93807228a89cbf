package io.connwake.benchmarks;

import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One way to deploy the function, and what its first two invocations took in each environment. */
final class LambdaStartRow {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final String EVENT = Functions.event("select 1");

    private final String name;
    private final LambdaFunction function;
    private final boolean exports;
    private final List<Run> runs = new ArrayList<>();
    private int exported;
    private int registered;

    /** @param exports whether a run only counts as done if an export of its arrives */
    LambdaStartRow(String name, LambdaFunction function, boolean exports) {
        this.name = name;
        this.function = function;
        this.exports = exports;
    }

    /** One environment: INIT, an invocation, and another one at once. All in milliseconds. */
    private record Run(
            double initCpu,
            double initWall,
            double firstResponse,
            double afterFirst,
            double firstCpu,
            double warmResponse,
            double afterWarm) {}

    void measure(OtlpReceiver receiver, boolean counts) throws IOException {
        int requestsBefore = receiver.requestCount();
        try (Environment environment = Environment.start(function)) {
            double initCpu = cpu(environment);
            Invoked first = invoke(environment);
            double firstCpu = cpu(environment) - initCpu;
            Invoked warm = invoke(environment);
            if (counts) {
                runs.add(new Run(
                        initCpu,
                        millis(environment.init()),
                        millis(first.untilResponse()),
                        millis(first.afterResponse()),
                        firstCpu,
                        millis(warm.untilResponse()),
                        millis(warm.afterResponse())));
                registered += isRegistered(environment) ? 1 : 0;
                exported += receiver.requestCount() > requestsBefore ? 1 : 0;
            }
        }
    }

    /** Whether Connwake's extension is told of invocations there. */
    static boolean isRegistered(Environment environment) {
        return environment.happenings().stream()
                .anyMatch(each -> each.what().startsWith("extension connwake registered"));
    }

    String name() {
        return name;
    }

    void printTo(Table table) {
        table.row(
                name,
                initCpu().text(0),
                initWall().text(0),
                firstResponse().text(0),
                afterFirst().text(1),
                firstCpu().text(0),
                warmResponse().text(1),
                samples(Run::afterWarm).text(1),
                remark());
    }

    Samples initCpu() {
        return samples(Run::initCpu);
    }

    Samples initWall() {
        return samples(Run::initWall);
    }

    Samples firstResponse() {
        return samples(Run::firstResponse);
    }

    Samples afterFirst() {
        return samples(Run::afterFirst);
    }

    /** From the end of INIT until the environment is frozen again. */
    Samples firstCpu() {
        return samples(Run::firstCpu);
    }

    Samples warmResponse() {
        return samples(Run::warmResponse);
    }

    /** What makes the row's figures doubtful. */
    private String remark() {
        return (exports && exported < runs.size() ? "only " + exported + " runs exported " : "")
                + (registered > 0 && registered < runs.size() ? "only " + registered + " runs registered" : "");
    }

    private Samples samples(ToDoubleFunction<Run> figure) {
        return new Samples(runs.stream().mapToDouble(figure).toArray());
    }

    private Invoked invoke(Environment environment) {
        Invoked invoked = environment.invoke(EVENT);
        if (!invoked.succeeded() || invoked.reset()) {
            throw new IllegalStateException(name + " failed: " + invoked + "\n" + environment.err());
        }
        return invoked;
    }

    /** While it is frozen: what its living threads took, or what the kernel counts in hundredths of a second, if that is more. */
    private static double cpu(Environment environment) throws IOException {
        return Math.max(new ThreadsCpu(environment.pid()).millis(), millis(environment.cpuTime()));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }
}
