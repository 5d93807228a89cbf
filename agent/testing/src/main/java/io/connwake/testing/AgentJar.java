package io.connwake.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the packaged agent is: the property {@code connwake.jar}, else what this checkout has built. */
public final class AgentJar {
    private static final String BUILT = "agent/dist/target/connwake.jar";

    private AgentJar() {}

    public static Path path() {
        return Optional.ofNullable(System.getProperty("connwake.jar"))
                .map(Path::of)
                .or(() -> Checkout.nearest(BUILT))
                .filter(Files::isRegularFile)
                .map(Path::toAbsolutePath)
                .orElseThrow(
                        () -> new IllegalStateException("no agent jar: package the module agent/dist to get " + BUILT
                                + ", or name one in the property connwake.jar (now "
                                + System.getProperty("connwake.jar") + ")"));
    }
}
