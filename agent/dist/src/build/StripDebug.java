import java.io.IOException;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;

/**
 * Takes line numbers and names of variables and source files from class files, in place: a tenth of the jar, and of
 * libraries nobody reads them. The same bytes come out on every JDK.
 */
final class StripDebug {
    private StripDebug() {}

    /** @param folders in which every file that ends in {@code .classdata} is a class file */
    public static void main(String[] folders) throws IOException {
        ClassFiles.rewrite(folders, StripDebug::stripped);
    }

    private static byte[] stripped(byte[] content) {
        ClassWriter stripped = new ClassWriter(0);
        new ClassReader(content).accept(stripped, ClassReader.SKIP_DEBUG);
        return stripped.toByteArray();
    }
}
