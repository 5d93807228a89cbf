package io.connwake.weaving;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where a class comes from, to read the class files of its hierarchy. Most of them lie in the jar that the class itself
 * was read from, and the JVM has that one open and indexed; a loader asks its parents first, and the JDK's own loaders
 * then search all modules of the JDK, which took half a millisecond a class. A multi-release jar is read as the oldest
 * release: what a type is does not change between them.
 */
public final class Origin {
    private final @Nullable ClassLoader loader;
    private final @Nullable ProtectionDomain domain;

    public Origin(@Nullable ClassLoader loader, @Nullable ProtectionDomain domain) {
        this.loader = loader;
        this.domain = domain;
    }

    /** A class file by the internal name of its class, null if there is none to be found. */
    byte @Nullable [] classFile(String name) {
        String resource = name + ".class";
        byte[] near = nearby(resource);
        return near == null ? asked(resource) : near;
    }

    /** Null too where a class came from something else than a jar or a folder, a script say: its loader knows more. */
    private byte @Nullable [] nearby(String resource) {
        File home = home();
        if (home == null) {
            return null;
        }
        try {
            return home.isFile() ? packed(home, resource) : unpacked(new File(home, resource));
        } catch (IOException | SecurityException unreadable) {
            return null;
        }
    }

    private static byte @Nullable [] unpacked(File file) throws IOException {
        if (!file.isFile()) {
            return null;
        }
        try (InputStream in = new FileInputStream(file)) {
            return in.readAllBytes();
        }
    }

    private static byte @Nullable [] packed(File jar, String resource) throws IOException {
        try (ZipFile zip = new ZipFile(jar)) {
            ZipEntry entry = zip.getEntry(resource);
            return entry == null ? null : zip.getInputStream(entry).readAllBytes();
        }
    }

    /** The jar or folder the class was read from, if it is one of the file system. */
    private @Nullable File home() {
        CodeSource source = domain == null ? null : domain.getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null || !location.getProtocol().equals("file")) {
            return null;
        }
        try {
            return new File(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException unusual) {
            return null;
        }
    }

    private byte @Nullable [] asked(String resource) {
        return asked(loader == null ? ClassLoader.getSystemClassLoader() : loader, resource);
    }

    /** A loader is the application's code: it may throw whatever it likes, and then it has no such resource. */
    public static byte @Nullable [] asked(ClassLoader loader, String resource) {
        try (InputStream in = loader.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException | RuntimeException | LinkageError | StackOverflowError unreadable) {
            return null;
        }
    }
}
