package io.connwake.otlp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class LoggerTest {
    private static final String REPLACED = "java/util/logging/";

    @Test
    void counts_warnings_and_worse() {
        long before = Logger.problems();
        Logger logger = Logger.getLogger("any");
        logger.log(Level.WARNING, "w");
        logger.log(Level.SEVERE, "s", new IllegalStateException());
        logger.warning("w");
        logger.log(Level.FINE, "f");
        logger.info("i");
        assertThat(Logger.problems() - before).isEqualTo(3);
    }

    /** Members that have their owner's name in their signature are compared with ours in its place. */
    @Test
    void has_every_member_of_java_util_logging_that_the_sdk_links_to() throws Exception {
        Set<String> linked = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = new File(entry).getName();
            if (name.startsWith("opentelemetry-") && name.endsWith(".jar") && !name.contains("logging-otlp")) {
                collect(entry, linked);
            }
        }
        assertThat(linked).contains("Logger.getLogger(Ljava/util/logging/Logger;Ljava/lang/String;)");
        assertThat(ours()).containsAll(linked);
        assertThat(OpenTelemetrySdk.class).isNotNull();
    }

    private static void collect(String jar, Set<String> linked) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith(".class")) {
                    try (InputStream in = file.getInputStream(entry)) {
                        new ConstantPool(in.readAllBytes()).membersOf(REPLACED, linked);
                    }
                }
            }
        }
    }

    private static Set<String> ours() {
        Set<String> members = new TreeSet<>();
        for (Class<?> type : List.of(Logger.class, Level.class)) {
            for (java.lang.reflect.Method method : type.getMethods()) {
                StringBuilder parameters = new StringBuilder();
                Arrays.stream(method.getParameterTypes()).forEach(each -> parameters.append(each.descriptorString()));
                members.add(member(type, method.getName(), method.getReturnType(), parameters.toString()));
            }
            for (java.lang.reflect.Field field : type.getFields()) {
                members.add(member(type, field.getName(), field.getType(), ""));
            }
        }
        return members;
    }

    private static String member(Class<?> owner, String name, Class<?> type, String parameters) {
        String text = owner.getSimpleName() + "." + name + "(" + type.descriptorString() + parameters + ")";
        return text.replace("io/connwake/otlp/logging/", REPLACED);
    }

    /** As much of a class file's constant pool as tells which members it links to. */
    private static final class ConstantPool {
        private final int[] tags;
        private final int[] first;
        private final int[] second;
        private final String[] texts;

        ConstantPool(byte[] classFile) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
            in.skipBytes(8);
            int count = in.readUnsignedShort();
            tags = new int[count];
            first = new int[count];
            second = new int[count];
            texts = new String[count];
            for (int i = 1; i < count; i++) {
                i += read(in, i);
            }
        }

        private int read(DataInputStream in, int index) throws IOException {
            tags[index] = in.readUnsignedByte();
            switch (tags[index]) {
                case 1 -> texts[index] = in.readUTF();
                case 5, 6 -> in.readLong();
                case 7, 8, 16, 19, 20 -> first[index] = in.readUnsignedShort();
                case 15 -> in.skipBytes(3);
                case 3, 4 -> in.readInt();
                default -> {
                    first[index] = in.readUnsignedShort();
                    second[index] = in.readUnsignedShort();
                }
            }
            return tags[index] == 5 || tags[index] == 6 ? 1 : 0;
        }

        void membersOf(String packageName, Set<String> members) {
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] == 9 || tags[i] == 10 || tags[i] == 11) {
                    String owner = texts[first[first[i]]];
                    if (owner.startsWith(packageName)) {
                        String name = texts[first[second[i]]];
                        members.add(owner.substring(packageName.length()) + "."
                                + signature(name, texts[second[second[i]]]));
                    }
                }
            }
        }

        private static String signature(String name, String descriptor) {
            int end = descriptor.indexOf(')');
            String parameters = end < 0 ? "" : descriptor.substring(1, end);
            return name + "(" + descriptor.substring(end + 1) + parameters + ")";
        }
    }
}
