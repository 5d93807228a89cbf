package io.connwake.neighbours;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A jar that is put together of others. */
final class Jars implements AutoCloseable {
    private static final String MANIFEST = JarFile.MANIFEST_NAME;

    private final JarOutputStream out;
    private final Set<String> written = new HashSet<>();

    private Jars(JarOutputStream out) {
        this.out = out;
    }

    static Jars at(Path file, Map<String, String> attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        return new Jars(new JarOutputStream(Files.newOutputStream(file), manifest));
    }

    /** The entries of a jar below a folder. */
    Jars unpacked(Path jar, String folder, Predicate<String> wanted) throws IOException {
        try (JarFile from = new JarFile(jar.toFile())) {
            for (JarEntry each : from.stream().toList()) {
                boolean isNew = !each.isDirectory() && !each.getName().equals(MANIFEST) && wanted.test(each.getName());
                if (isNew && written.add(folder + each.getName())) {
                    out.putNextEntry(new ZipEntry(folder + each.getName()));
                    try (InputStream in = from.getInputStream(each)) {
                        in.transferTo(out);
                    }
                }
            }
        }
        return this;
    }

    Jars folder(String name) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        return this;
    }

    Jars file(Path file) throws IOException {
        out.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, out);
        return this;
    }

    /** The jar itself, not compressed. */
    Jars nested(Path jar, String folder) throws IOException {
        byte[] content = Files.readAllBytes(jar);
        ZipEntry entry = new ZipEntry(folder + jar.getFileName());
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        out.putNextEntry(entry);
        new ByteArrayInputStream(content).transferTo(out);
        return this;
    }

    /** The packages of a jar that have classes. */
    static Set<String> packages(Path jar) throws IOException {
        Set<String> packages = new HashSet<>();
        try (JarFile from = new JarFile(jar.toFile())) {
            from.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .forEach(packages::add);
        }
        return packages;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
