import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Those of a folder that the agent loads itself, whose names end in {@code .classdata}. */
final class ClassFiles {
    private ClassFiles() {}

    /** Writes each anew, in place. */
    static void rewrite(String[] folders, UnaryOperator<byte[]> change) throws IOException {
        for (String folder : folders) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                List<Path> classes = files.filter(each -> each.toString().endsWith(".classdata")).toList();
                for (Path each : classes) {
                    Files.write(each, change.apply(Files.readAllBytes(each)));
                }
            }
        }
    }
}
