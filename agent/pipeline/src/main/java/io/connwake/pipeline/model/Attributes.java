package io.connwake.pipeline.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values in the order they were put; a value is a {@link String}, {@link Long}, {@link Double}, {@link Boolean}
 * or a {@link List} of strings.
 */
public record Attributes(List<Map.Entry<String, Object>> entries) {
    public static final Attributes NONE = new Attributes(List.of());

    public static Builder builder() {
        return new Builder();
    }

    public void forEach(BiConsumer<String, Object> each) {
        for (Map.Entry<String, Object> entry : entries) {
            each.accept(entry.getKey(), entry.getValue());
        }
    }

    public @Nullable Object get(String key) {
        for (int i = 0; i < entries.size(); i++) {
            Map.Entry<String, Object> entry = entries.get(i);
            if (entry.getKey().equals(key)) {
                return entry.getValue();
            }
        }
        return null;
    }

    /** Collects; a null value is left out. */
    public static final class Builder {
        private final List<Map.Entry<String, Object>> entries = new ArrayList<>();

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
            entries.addAll(others.entries());
            return this;
        }

        public Attributes build() {
            return entries.isEmpty() ? NONE : new Attributes(Collections.unmodifiableList(new ArrayList<>(entries)));
        }

        private Builder add(String key, @Nullable Object value) {
            if (value != null) {
                entries.add(Map.entry(key, value));
            }
            return this;
        }
    }
}
