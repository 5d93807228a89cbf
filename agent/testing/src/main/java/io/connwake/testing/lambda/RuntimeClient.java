package io.connwake.testing.lambda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * AWS's runtime interface client: the jars that run a function, and their native library apart from them, for left to itself
 * every JVM of the machine unpacks it to the same file.
 */
public record RuntimeClient(List<Path> jars, Path nativeLibrary) {
    public static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    public static final String NATIVE_LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
    private static final String NAME = "aws-lambda-java-runtime-interface-client-";
    private static final String ENTRY = "jni/libaws-lambda-jni.linux-"
            + (System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64") + ".so";

    /** All jars of a directory that holds one version of the client and what it needs. */
    public static RuntimeClient in(Path directory) {
        try (var files = Files.list(directory)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toAbsolutePath)
                    .sorted()
                    .toList();
            Path client = jars.stream()
                    .filter(jar -> jar.getFileName().toString().startsWith(NAME))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + NAME + "*.jar in " + directory));
            return new RuntimeClient(jars, unpack(client));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    public String classPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static Path unpack(Path client) throws IOException {
        Path library = Files.createTempFile("lambda-jni", ".so");
        library.toFile().deleteOnExit();
        try (ZipFile zip = new ZipFile(client.toFile())) {
            ZipEntry entry = zip.getEntry(ENTRY);
            if (entry == null) {
                throw new IllegalStateException("no " + ENTRY + " in " + client);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, library, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return library;
    }
}
