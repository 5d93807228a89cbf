package io.connwake.weaving;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A class file's outline: flags, names, and of its fields and methods those that can matter here (no strings are made of
 * the others: most candidates turn out to be none).
 */
final class ClassShape {
    static final int ACC_STATIC = 0x0008;
    static final int ACC_FINAL = 0x0010;
    static final int ACC_NATIVE = 0x0100;
    static final int ACC_INTERFACE = 0x0200;
    static final int ACC_ABSTRACT = 0x0400;
    private static final int UTF8 = 1;
    private static final int CLASS = 7;

    private static final String SERIAL = "serialVersionUID";

    final int access;
    final String name;
    final @Nullable String superName;
    final String[] interfaces;
    final List<Member> fields;
    final List<Member> methods;

    /** Where its parts begin: the access flags, and what is behind the methods; each list with its length. */
    final int accessAt;

    final int interfacesAt;
    final int fieldsAt;
    final int methodsAt;
    final int attributesAt;

    private final @Nullable PoolTap pool;
    private final boolean isRuntime;
    private final byte[] b;
    private final int[] entries;
    private int at;

    /** Throws {@link IndexOutOfBoundsException} or {@link IllegalArgumentException} for malformed bytes. */
    ClassShape(byte[] classFile) {
        b = classFile;
        entries = new int[CandidateFilter.u2(b, 8)];
        at = 10;
        readConstantPool();
        accessAt = at;
        access = next();
        name = classAt(next());
        pool = PoolTap.of(name);
        isRuntime = BoundaryTap.areIn(name);
        int superEntry = next();
        superName = superEntry == 0 ? null : classAt(superEntry);
        interfacesAt = at;
        interfaces = new String[next()];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = classAt(next());
        }
        fieldsAt = at;
        fields = readMembers(false);
        methodsAt = at;
        methods = readMembers(true);
        attributesAt = at;
    }

    /** A field or a method. */
    static final class Member {
        /** Where it begins in the class file, and where the next one does. */
        final int at;

        final int end;
        final int access;
        final String name;
        final String descriptor;

        Member(int at, int end, int access, String name, String descriptor) {
            this.at = at;
            this.end = end;
            this.access = access;
            this.name = name;
            this.descriptor = descriptor;
        }

        boolean is(int flag) {
            return (access & flag) != 0;
        }
    }

    boolean is(int flag) {
        return (access & flag) != 0;
    }

    boolean declaresSerialVersion() {
        for (Member each : fields) {
            if (each.name.equals(SERIAL)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a method of that name is declared here, if it is one that can matter. */
    boolean declares(String method) {
        for (Member each : methods) {
            if (each.name.equals(method)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it declares a filter's, a chain's, a servlet's or an event handler's method. */
    boolean serves() {
        for (Member each : methods) {
            if (BoundaryTap.bySignature(each.name, each.descriptor) != null) {
                return true;
            }
        }
        return false;
    }

    boolean mentionsSql() {
        return CandidateFilter.mentionsSql(b);
    }

    /** Whether the code refers to a class, by its internal name. */
    boolean refersTo(String className) {
        for (int i = 1; i < entries.length; i++) {
            int start = entries[i];
            if (start > 0 && b[start] == CLASS && endsWith(CandidateFilter.u2(b, start + 1), className)) {
                return true;
            }
        }
        return false;
    }

    private void readConstantPool() {
        for (int i = 1; i < entries.length; i++) {
            entries[i] = at;
            int tag = b[at];
            if (tag == 1) {
                at += 3 + CandidateFilter.u2(b, at + 1);
            } else {
                int size = CandidateFilter.entrySize(tag);
                if (size == 0) {
                    throw new IllegalArgumentException("constant pool tag " + tag);
                }
                at += size;
                i += tag == 5 || tag == 6 ? 1 : 0;
            }
        }
    }

    private List<Member> readMembers(boolean areMethods) {
        List<Member> members = new ArrayList<>();
        for (int left = next(); left > 0; left--) {
            int start = at;
            int flags = next();
            int nameEntry = next();
            int typeEntry = next();
            for (int attributes = next(); attributes > 0; attributes--) {
                at += 2;
                int length = next() << 16 | next();
                if (length < 0) {
                    throw new IllegalArgumentException("attribute of length " + length);
                }
                at += length;
            }
            if (areMethods ? mattersAsMethod(nameEntry) : mattersAsField(nameEntry, typeEntry)) {
                members.add(new Member(start, at, flags, utf8At(nameEntry), utf8At(typeEntry)));
            }
        }
        return members;
    }

    private boolean mattersAsMethod(int entry) {
        int start = entries[entry];
        return isRuntime
                || CandidateFilter.isWord(b, start + 3, CandidateFilter.u2(b, start + 1))
                || isText(entry, WovenClass.SLOT)
                || isText(entry, WovenClass.INNER)
                || mayAccompany(entry)
                || (pool != null && pool.names(utf8At(entry)));
    }

    private boolean mayAccompany(int entry) {
        int length = CandidateFilter.u2(b, entries[entry] + 1);
        for (String each : Tap.COMPANIONS) {
            if (each.length() == length && isText(entry, each)) {
                return true;
            }
        }
        return false;
    }

    /** One that holds a connection, or {@code serialVersionUID}. */
    private boolean mattersAsField(int nameEntry, int typeEntry) {
        return endsWith(typeEntry, "Connection;") || endsWith(nameEntry, SERIAL);
    }

    private boolean endsWith(int entry, String end) {
        int start = entries[entry];
        int length = CandidateFilter.u2(b, start + 1);
        if (length < end.length()) {
            return false;
        }
        int from = start + 3 + length - end.length();
        for (int i = 0; i < end.length(); i++) {
            if (b[from + i] != end.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int next() {
        int value = CandidateFilter.u2(b, at);
        at += 2;
        return value;
    }

    private String classAt(int entry) {
        return utf8At(CandidateFilter.u2(b, entries[entry] + 1));
    }

    /** How many entries its constant pool has, and one. */
    int constants() {
        return entries.length;
    }

    /** Where an entry begins, with its tag. */
    int entryAt(int entry) {
        return entries[entry];
    }

    int u4(int at) {
        return CandidateFilter.u2(b, at) << 16 | CandidateFilter.u2(b, at + 2);
    }

    /** Whether a string entry is this text. */
    boolean isText(int entry, String text) {
        return b[entries[entry]] == UTF8
                && CandidateFilter.u2(b, entries[entry] + 1) == text.length()
                && endsWith(entry, text);
    }

    String utf8At(int entry) {
        int start = entries[entry];
        int length = CandidateFilter.u2(b, start + 1);
        for (int i = start + 3; i < start + 3 + length; i++) {
            if (b[i] < 0) {
                return modifiedUtf8(start + 1, length + 2);
            }
        }
        return new String(b, start + 3, length, StandardCharsets.ISO_8859_1);
    }

    /** With the length before it, as class files write it: a letter beyond 16 bits as its two code units. */
    private String modifiedUtf8(int start, int length) {
        try {
            return new DataInputStream(new ByteArrayInputStream(b, start, length)).readUTF();
        } catch (IOException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }
}
