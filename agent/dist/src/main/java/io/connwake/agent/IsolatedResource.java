package io.connwake.agent;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import org.jspecify.annotations.Nullable;

/** A resource inside the agent's part of the jar, as a URL that only its holder can open. */
final class IsolatedResource extends URLStreamHandler {
    private final Isolation isolation;

    private IsolatedResource(Isolation isolation) {
        this.isolation = isolation;
    }

    static @Nullable URL url(Isolation isolation, String name) {
        try {
            return new URL(null, "connwake:" + name, new IsolatedResource(isolation));
        } catch (MalformedURLException impossible) {
            return null;
        }
    }

    @Override
    protected URLConnection openConnection(URL url) {
        return new URLConnection(url) {
            @Override
            public void connect() {}

            @Override
            public InputStream getInputStream() throws IOException {
                byte[] content = isolation.resource(getURL().getPath());
                if (content == null) {
                    throw new FileNotFoundException(getURL().toString());
                }
                return new ByteArrayInputStream(content);
            }
        };
    }
}
