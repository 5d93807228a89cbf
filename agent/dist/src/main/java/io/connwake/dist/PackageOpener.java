package io.connwake.dist;

import io.connwake.recorder.ModuleOpener;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** Opens a package of a named module to the agent's own module, and to nobody else. */
final class PackageOpener implements ModuleOpener {
    private final Instrumentation instrumentation;

    PackageOpener(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public void open(Class<?> type) {
        Map<String, Set<Module>> opens = Map.of(type.getPackageName(), Set.of(PackageOpener.class.getModule()));
        instrumentation.redefineModule(type.getModule(), Set.of(), Map.of(), opens, Set.of(), Map.of());
    }
}
