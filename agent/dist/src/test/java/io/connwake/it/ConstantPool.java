package io.connwake.it;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The strings of a class file: names, descriptors, literals. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;

    private ConstantPool() {}

    static List<String> strings(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipNBytes(8);
        int entries = in.readUnsignedShort();
        List<String> strings = new ArrayList<>();
        for (int i = 1; i < entries; i++) {
            int tag = in.readUnsignedByte();
            if (tag == UTF8) {
                strings.add(in.readUTF());
            } else {
                in.skipNBytes(size(tag));
                i += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
        }
        return strings;
    }

    private static int size(int tag) {
        return switch (tag) {
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case LONG, DOUBLE -> 8;
            default -> throw new IllegalArgumentException("no constant has the tag " + tag);
        };
    }
}
