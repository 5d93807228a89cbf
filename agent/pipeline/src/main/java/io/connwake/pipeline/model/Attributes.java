package io.connwake.pipeline.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in the order they were put; a value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}
 * or a {@link List} of strings.
 */
public final class Attributes {
    public static final Attributes NONE = new Attributes(new Object[0]);

    /** Each key before its value. */
    private final Object[] pairs;

    private Attributes(Object[] pairs) {
        this.pairs = pairs;
    }

    public static Attributes of(List<Map.Entry<String, Object>> entries) {
        Builder builder = builder();
        for (Map.Entry<String, Object> entry : entries) {
            builder.add(entry.getKey(), entry.getValue());
        }
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int size() {
        return pairs.length / 2;
    }

    public String key(int index) {
        return (String) pairs[2 * index];
    }

    public Object value(int index) {
        return pairs[2 * index + 1];
    }

    public List<Map.Entry<String, Object>> entries() {
        List<Map.Entry<String, Object>> entries = new ArrayList<>(size());
        for (int i = 0; i < size(); i++) {
            entries.add(Map.entry(key(i), value(i)));
        }
        return entries;
    }

    public void forEach(BiConsumer<String, Object> each) {
        for (int i = 0; i < size(); i++) {
            each.accept(key(i), value(i));
        }
    }

    public @Nullable Object get(String key) {
        for (int i = 0; i < size(); i++) {
            if (key(i).equals(key)) {
                return value(i);
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attributes that && Arrays.equals(pairs, that.pairs);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(pairs);
    }

    @Override
    public String toString() {
        return entries().toString();
    }

    /** Collects; a null value is left out. */
    public static final class Builder {
        private static final int USUAL = 64;

        private Object[] pairs = new Object[USUAL];
        private int size;

        public Builder put(String key, @Nullable String value) {
            return add(key, value);
        }

        public Builder put(String key, long value) {
            return add(key, value);
        }

        public Builder put(String key, double value) {
            return add(key, value);
        }

        public Builder put(String key, boolean value) {
            return add(key, value);
        }

        public Builder put(String key, List<String> value) {
            return add(key, List.copyOf(value));
        }

        public Builder putAll(Attributes others) {
            int more = others.pairs.length;
            if (size + more > pairs.length) {
                pairs = Arrays.copyOf(pairs, 2 * (size + more));
            }
            System.arraycopy(others.pairs, 0, pairs, size, more);
            size += more;
            return this;
        }

        public Attributes build() {
            return size == 0 ? NONE : new Attributes(Arrays.copyOf(pairs, size));
        }

        private Builder add(String key, @Nullable Object value) {
            if (value != null) {
                if (size == pairs.length) {
                    pairs = Arrays.copyOf(pairs, 2 * size);
                }
                pairs[size++] = key;
                pairs[size++] = value;
            }
            return this;
        }
    }
}
