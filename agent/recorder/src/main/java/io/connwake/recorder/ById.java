package io.connwake.recorder;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects by a number, without one made for each: what the drain looks up for every lease. Of one thread. */
public final class ById<V> {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int FEWEST = 16;

    private long[] ids = new long[FEWEST];
    private @Nullable Object[] values = new Object[FEWEST];
    private int size;

    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    public @Nullable V get(long id) {
        return (V) values[slot(id)];
    }

    public void put(long id, V value) {
        int slot = slot(id);
        if (values[slot] == null) {
            if (2 * size >= values.length) {
                grow();
                slot = slot(id);
            }
            size++;
        }
        ids[slot] = id;
        values[slot] = value;
    }

    @SuppressWarnings("unchecked")
    public @Nullable V remove(long id) {
        int slot = slot(id);
        Object removed = values[slot];
        if (removed != null) {
            size--;
            close(slot);
        }
        return (V) removed;
    }

    /** As they are now, in no order. */
    @SuppressWarnings("unchecked")
    public List<V> all() {
        List<V> all = new ArrayList<>(size);
        for (Object each : values) {
            if (each != null) {
                all.add((V) each);
            }
        }
        return all;
    }

    /** Where it is, or would be. */
    private int slot(long id) {
        int slot = home(id);
        while (values[slot] != null && ids[slot] != id) {
            slot = next(slot);
        }
        return slot;
    }

    private int home(long id) {
        return (int) ((id * SPREAD) >>> 32) & (values.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (values.length - 1);
    }

    /** What was pushed beyond the gap moves up, or it would not be found any more. */
    private void close(int removed) {
        int gap = removed;
        for (int slot = next(gap); values[slot] != null; slot = next(slot)) {
            int home = home(ids[slot]);
            boolean isHomeBetween = gap <= slot ? gap < home && home <= slot : gap < home || home <= slot;
            if (!isHomeBetween) {
                ids[gap] = ids[slot];
                values[gap] = values[slot];
                gap = slot;
            }
        }
        values[gap] = null;
    }

    /** Where there is no memory for it, all stays as it was. */
    private void grow() {
        long[] fewIds = ids;
        @Nullable Object[] few = values;
        long[] manyIds = new long[2 * fewIds.length];
        @Nullable Object[] many = new Object[2 * few.length];
        ids = manyIds;
        values = many;
        for (int i = 0; i < few.length; i++) {
            if (few[i] != null) {
                int slot = slot(fewIds[i]);
                ids[slot] = fewIds[i];
                values[slot] = few[i];
            }
        }
    }
}
