package io.connwake.weaving;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A class file's outline: flags, names, fields and methods, without their code. */
final class ClassShape {
    static final int ACC_STATIC = 0x0008;
    static final int ACC_FINAL = 0x0010;
    static final int ACC_NATIVE = 0x0100;
    static final int ACC_INTERFACE = 0x0200;
    static final int ACC_ABSTRACT = 0x0400;
    private static final int CLASS = 7;

    final int access;
    final String name;
    final @Nullable String superName;
    final String[] interfaces;
    final Member[] fields;
    final Member[] methods;

    private final byte[] b;
    private final int[] entries;
    private int at;

    /** Throws {@link IndexOutOfBoundsException} or {@link IllegalArgumentException} for malformed bytes. */
    ClassShape(byte[] classFile) {
        b = classFile;
        entries = new int[CandidateFilter.u2(b, 8)];
        at = 10;
        readConstantPool();
        access = next();
        name = classAt(next());
        int superEntry = next();
        superName = superEntry == 0 ? null : classAt(superEntry);
        interfaces = new String[next()];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = classAt(next());
        }
        fields = readMembers();
        methods = readMembers();
    }

    /** A field or a method. */
    static final class Member {
        final int access;
        final String name;
        final String descriptor;

        Member(int access, String name, String descriptor) {
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

    boolean declares(String field) {
        for (Member each : fields) {
            if (each.name.equals(field)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the code refers to a class, by its internal name. */
    boolean refersTo(String className) {
        for (int i = 1; i < entries.length; i++) {
            if (b[entries[i]] == CLASS && classAt(i).equals(className)) {
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
                at += CandidateFilter.entrySize(tag);
                if (CandidateFilter.takesTwo(tag)) {
                    i++;
                }
            }
        }
    }

    private Member[] readMembers() {
        Member[] members = new Member[next()];
        for (int i = 0; i < members.length; i++) {
            int flags = next();
            String memberName = utf8At(next());
            members[i] = new Member(flags, memberName, utf8At(next()));
            for (int attributes = next(); attributes > 0; attributes--) {
                at += 2;
                int length = next() << 16 | next();
                at += length;
            }
        }
        return members;
    }

    private int next() {
        int value = CandidateFilter.u2(b, at);
        at += 2;
        return value;
    }

    private String classAt(int entry) {
        return utf8At(CandidateFilter.u2(b, entries[entry] + 1));
    }

    private String utf8At(int entry) {
        int start = entries[entry];
        return new String(b, start + 3, CandidateFilter.u2(b, start + 1), StandardCharsets.UTF_8);
    }
}
