package io.connwake.agent;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;

/** Opens the agent's own class loader and initialises its launcher there. Initialised by {@link Premain}, by name. */
final class Entry {
    /** What sees all of the agent. */
    static final ClassLoader AGENT;

    static {
        try {
            File jar = new File(Entry.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            AGENT = new Isolation(jar);
            Class.forName("io.connwake.dist.Launch", true, AGENT);
        } catch (IOException | URISyntaxException | ClassNotFoundException failure) {
            throw new ExceptionInInitializerError(failure);
        }
    }

    private Entry() {}
}
