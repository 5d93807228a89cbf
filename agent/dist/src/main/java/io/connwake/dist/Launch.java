package io.connwake.dist;

import io.connwake.agent.Isolation;
import java.lang.instrument.Instrumentation;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What premain does: read the configuration and put up the gate. Everything else waits for the first candidate class. */
public final class Launch implements BiConsumer<@Nullable String, Instrumentation> {
    @Override
    public void accept(@Nullable String arguments, Instrumentation instrumentation) {
        Notices notices = new Notices(isDebug(arguments));
        Configuration configuration = Configuration.read(arguments, new Configuration.Environment(), notices);
        if (!configuration.flag(Setting.ENABLED)) {
            return;
        }
        if (AotTraining.isUnderWay()) {
            notices.debug("an AOT cache is being trained: nothing is woven");
            return;
        }
        Guard guard = new Guard(notices);
        Isolation isolation = (Isolation) Launch.class.getClassLoader();
        Gate gate =
                new Gate(new Composition(instrumentation, isolation, configuration, guard, notices), guard, notices);
        instrumentation.addTransformer(gate, false);
        new LoadedClasses(instrumentation, gate, guard).weave();
    }

    private static boolean isDebug(@Nullable String arguments) {
        return "true".equals(System.getProperty("connwake.debug"))
                || "true".equals(System.getenv("CONNWAKE_DEBUG"))
                || (arguments != null && arguments.contains("debug=true"));
    }
}
