package io.connwake.recorder;

/** Opens the package of a class in a named module to the recorder, so that its fields can be read. */
@FunctionalInterface
public interface ModuleOpener {
    void open(Class<?> type);
}
