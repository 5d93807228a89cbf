package io.connwake.weaving;

import java.util.HashMap;
import java.util.Map;

/** What is added behind the constants of a class, each once: those that are there keep their places. */
final class Constants {
    private static final int UTF8 = 1;
    private static final int INTEGER = 3;
    private static final int CLASS = 7;
    private static final int STRING = 8;
    private static final int FIELD = 9;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;
    private static final int MOST = 0xFFFF;

    private final Tape added = new Tape(1024);
    private final Map<String, Integer> texts = new HashMap<>();
    private final Map<Long, Integer> others = new HashMap<>();
    private int next;

    Constants(int next) {
        this.next = next;
    }

    /** How many entries there are now, and one. */
    int count() {
        return next;
    }

    void appendTo(Tape out) {
        out.copy(added.toBytes());
    }

    int utf8(String text) {
        Integer known = texts.get(text);
        if (known != null) {
            return known;
        }
        added.u1(UTF8);
        int gap = added.gap2();
        for (int i = 0; i < text.length(); i++) {
            letter(text.charAt(i));
        }
        int length = added.size() - gap - 2;
        Splice.require(length <= MOST);
        added.fill2(gap, length);
        int entry = entry();
        texts.put(text, entry);
        return entry;
    }

    int text(String text) {
        return of(STRING, utf8(text));
    }

    /** A class by its internal name. */
    int type(String name) {
        return of(CLASS, utf8(name));
    }

    int number(int value) {
        Long key = (long) INTEGER << 32 | (value & 0xFFFFFFFFL);
        Integer known = others.get(key);
        if (known != null) {
            return known;
        }
        added.u1(INTEGER);
        added.u4(value);
        return keep(key);
    }

    int field(int owner, String name, String descriptor) {
        return pair(FIELD, owner, pair(NAME_AND_TYPE, utf8(name), utf8(descriptor)));
    }

    int method(String owner, String name, String descriptor) {
        return pair(METHOD, type(owner), pair(NAME_AND_TYPE, utf8(name), utf8(descriptor)));
    }

    private int of(int tag, int entry) {
        Long key = (long) tag << 32 | entry;
        Integer known = others.get(key);
        if (known != null) {
            return known;
        }
        added.u1(tag);
        added.u2(entry);
        return keep(key);
    }

    private int pair(int tag, int first, int second) {
        Long key = (long) tag << 32 | (long) first << 16 | second;
        Integer known = others.get(key);
        if (known != null) {
            return known;
        }
        added.u1(tag);
        added.u2(first);
        added.u2(second);
        return keep(key);
    }

    private int keep(Long key) {
        int entry = entry();
        others.put(key, entry);
        return entry;
    }

    private int entry() {
        Splice.require(next < MOST);
        return next++;
    }

    /** As class files write it: zero as two bytes, a letter beyond 16 bits as its two code units. */
    private void letter(char letter) {
        if (letter > 0 && letter < 0x80) {
            added.u1(letter);
        } else if (letter < 0x800) {
            added.u1(0xC0 | letter >> 6);
            added.u1(0x80 | (letter & 0x3F));
        } else {
            added.u1(0xE0 | letter >> 12);
            added.u1(0x80 | (letter >> 6 & 0x3F));
            added.u1(0x80 | (letter & 0x3F));
        }
    }
}
