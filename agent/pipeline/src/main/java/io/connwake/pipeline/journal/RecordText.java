package io.connwake.pipeline.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records as text and back. A record is its fields in parentheses, a list in brackets, a text in quotes, an enum's
 * constant its name, null a {@code -}; what kind of record is meant follows from where it stands.
 */
final class RecordText {
    private static final char NULL = '-';

    private final Map<Class<?>, RecordComponent[]> components = new HashMap<>();

    /**
     * @throws IllegalArgumentException if a value is of no kind that a record of ours holds
     */
    void write(StringBuilder text, @Nullable Object value) {
        if (value == null) {
            text.append(NULL);
        } else if (value instanceof String string) {
            quote(text, string);
        } else if (value instanceof Enum<?> constant) {
            text.append(constant.name());
        } else if (value instanceof List<?> list) {
            text.append('[');
            for (int i = 0; i < list.size(); i++) {
                write(i == 0 ? text : text.append(' '), list.get(i));
            }
            text.append(']');
        } else if (value instanceof Record record) {
            writeFields(text, record);
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            throw new IllegalArgumentException("no text for " + value.getClass());
        }
    }

    /**
     * @throws IllegalArgumentException if the text is of no record of that class
     */
    <T> T read(String text, int from, Class<T> type) {
        Reader reader = new Reader(text, from);
        Object value = reader.value(type);
        reader.end();
        if (value == null) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + " but nothing: " + text);
        }
        return type.cast(value);
    }

    private void writeFields(StringBuilder text, Record record) {
        text.append('(');
        RecordComponent[] fields = componentsOf(record.getClass());
        for (int i = 0; i < fields.length; i++) {
            write(i == 0 ? text : text.append(' '), get(fields[i], record));
        }
        text.append(')');
    }

    private RecordComponent[] componentsOf(Class<?> type) {
        RecordComponent[] known = components.get(type);
        if (known == null) {
            known = type.getRecordComponents();
            components.put(type, known);
        }
        return known;
    }

    private static @Nullable Object get(RecordComponent field, Record record) {
        try {
            return field.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalArgumentException(record.getClass() + "." + field.getName(), unreadable);
        }
    }

    private static void quote(StringBuilder text, String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        text.append('"');
    }

    private final class Reader {
        private final String text;
        private int at;

        Reader(String text, int from) {
            this.text = text;
            this.at = from;
        }

        @Nullable
        Object value(Type type) {
            char next = peek();
            if (next == NULL && isEnd(at + 1)) {
                at++;
                return null;
            }
            return switch (next) {
                case '"' -> string();
                case '[' -> list(elementOf(type));
                case '(' -> record(classOf(type));
                default -> word(classOf(type));
            };
        }

        private Type elementOf(Type type) {
            if (type instanceof ParameterizedType list) {
                return list.getActualTypeArguments()[0];
            }
            throw wrong("no list");
        }

        private Class<?> classOf(Type type) {
            if (type instanceof Class<?> known) {
                return known;
            }
            throw wrong("a list");
        }

        void end() {
            if (at != text.length()) {
                throw wrong("more than expected");
            }
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            for (at++; peek() != '"'; at++) {
                char c = peek();
                if (c == '\\') {
                    at++;
                    c = escaped(peek());
                }
                string.append(c);
            }
            at++;
            return string.toString();
        }

        private static char escaped(char c) {
            return switch (c) {
                case 'n' -> '\n';
                case 'r' -> '\r';
                default -> c;
            };
        }

        private List<Object> list(Type of) {
            List<Object> list = new ArrayList<>();
            at++;
            while (peek() != ']') {
                space(list.isEmpty());
                Object value = value(of);
                if (value == null) {
                    throw wrong("nothing in a list");
                }
                list.add(value);
            }
            at++;
            return list;
        }

        private Object record(Class<?> type) {
            if (!type.isRecord()) {
                throw wrong("a record");
            }
            RecordComponent[] fields = componentsOf(type);
            Object[] values = new Object[fields.length];
            Class<?>[] types = new Class<?>[fields.length];
            at++;
            for (int i = 0; i < fields.length; i++) {
                space(i == 0);
                types[i] = fields[i].getType();
                values[i] = value(fields[i].getGenericType());
            }
            expect(')');
            return made(type, types, values);
        }

        private Object made(Class<?> type, Class<?>[] types, Object[] values) {
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                return constructor.newInstance(values);
            } catch (ReflectiveOperationException unmade) {
                throw new IllegalArgumentException(type + " can't be made of " + text, unmade);
            }
        }

        private Object word(Class<?> type) {
            int end = at;
            while (!isEnd(end)) {
                end++;
            }
            String word = text.substring(at, end);
            at = end;
            if (type == long.class) {
                return Long.parseLong(word);
            }
            if (type == int.class) {
                return Integer.parseInt(word);
            }
            if (type == boolean.class || type == Boolean.class) {
                return Boolean.parseBoolean(word);
            }
            for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0]) {
                if (((Enum<?>) constant).name().equals(word)) {
                    return constant;
                }
            }
            throw wrong("no " + type.getSimpleName());
        }

        private void space(boolean first) {
            if (!first) {
                expect(' ');
            }
        }

        private void expect(char c) {
            if (peek() != c) {
                throw wrong("'" + c + "' expected");
            }
            at++;
        }

        private char peek() {
            if (at >= text.length()) {
                throw wrong("too short");
            }
            return text.charAt(at);
        }

        private boolean isEnd(int index) {
            return index >= text.length() || " )]".indexOf(text.charAt(index)) >= 0;
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(what + " at " + at + " of " + text);
        }
    }
}
