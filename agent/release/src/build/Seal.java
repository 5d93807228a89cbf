import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/**
 * The end of a release: what its bill of materials says must be what the jar's notice says, each with a licence. Then
 * checksums are written as {@code sha256sum} and {@code sha512sum} check them.
 */
final class Seal {
    private static final Pattern COMPONENT = Pattern.compile("\"purl\" : \"pkg:maven/([^/]+)/([^@]+)@[^\"]+\"");
    private static final Pattern LINE = Pattern.compile("^([\\w.]+):([\\w-]+)$", Pattern.MULTILINE);

    private Seal() {}

    /** @param words the folder, and how the names of all files in it begin */
    public static void main(String[] words) throws IOException, GeneralSecurityException {
        Path folder = Path.of(words[0]);
        check(folder.resolve(words[1] + "-cyclonedx.json"), folder.resolve(words[1] + ".jar"));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        sums(folder.resolve("SHA256SUMS"), "SHA-256", files);
        sums(folder.resolve("SHA512SUMS"), "SHA-512", files);
    }

    private static void check(Path bill, Path jar) throws IOException {
        Set<String> listed = new TreeSet<>();
        String text = Files.readString(bill);
        for (String part : text.substring(text.indexOf("\"components\"")).split("\"bom-ref\"")) {
            Matcher component = COMPONENT.matcher(part);
            if (component.find()) {
                String name = component.group(1) + ":" + component.group(2);
                require(part.contains("\"licenses\" : ["), name + " has no licence in " + bill);
                listed.add(name);
            }
        }
        Set<String> named = new TreeSet<>();
        for (Matcher line = LINE.matcher(notice(jar)); line.find(); ) {
            named.add(line.group());
        }
        listed.removeIf(each -> each.startsWith("io.connwake:"));
        require(!named.isEmpty() && listed.equals(named), "the bill has " + listed + ", the notice " + named);
    }

    private static String notice(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return new String(zip.getInputStream(zip.getEntry("META-INF/NOTICE")).readAllBytes());
        }
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalStateException(complaint);
        }
    }

    private static void sums(Path file, String algorithm, List<Path> of) throws IOException, GeneralSecurityException {
        StringBuilder lines = new StringBuilder();
        for (Path each : of) {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(each));
            lines.append(HexFormat.of().formatHex(digest)).append("  ").append(each.getFileName()).append('\n');
        }
        Files.writeString(file, lines);
    }
}
