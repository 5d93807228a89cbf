package io.connwake.layer;

import java.nio.file.Path;

/** Where the build has put it. */
final class LayerZip {
    private LayerZip() {}

    static Path path() {
        return Path.of(System.getProperty("connwake.layer.zip", "target/connwake-layer.zip"))
                .toAbsolutePath();
    }
}
