package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.InvocationBegan;
import io.connwake.recorder.event.InvocationEnded;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Where a stack overflow has left hardly any room for the recorder itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OverflowTest {
    @Test
    void a_first_look_that_had_no_room_does_not_spoil_the_later_ones() throws Exception {
        // What is the JDK's must not break here for all the tests that follow.
        long depth = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(Stream::count);
        assertThat(depth).isPositive();
        ClassLoader fresh = new Fresh();
        for (Class<?> each : List.of(Overflow.class, OnStack.class)) {
            Class.forName(each.getName(), false, fresh);
        }
        Callable<?> dive = (Callable<?>)
                fresh.loadClass(Dive.class.getName()).getDeclaredConstructor().newInstance();

        FutureTask<?> told = new FutureTask<>(dive);
        Thread thread = new Thread(null, told, "diving", 512 * 1_024);
        thread.start();

        assertThat(told.get())
                .isEqualTo(List.of(
                        InvocationBegan.class.getName(),
                        InvocationEnded.class.getName(),
                        InvocationBegan.class.getName()));
    }

    @Test
    void a_call_that_there_was_no_stack_to_note_leaves_the_others_whole() throws Exception {
        for (int offset = 0; offset < 64; offset++) {
            int from = offset;
            FutureTask<Frames> noted = new FutureTask<>(() -> noteFrom(from));
            new Thread(null, noted, "diving", 256 * 1_024).start();
            assertThat(noted.get().unit()).isNull();
        }
    }

    /** So many other calls deep, so that the stack is full at another place each time. */
    private static Frames noteFrom(int offset) {
        if (offset > 0) {
            return noteFrom(offset - 1);
        }
        Frames frames = new Frames();
        try {
            dive(frames);
        } catch (StackOverflowError full) {
            return frames;
        }
        throw new AssertionError("the stack was never full");
    }

    /** Notes a call from ever shallower places of a full stack. */
    @SuppressWarnings("InfiniteRecursion") // it is ended by the stack
    private static void dive(Frames frames) {
        try {
            dive(frames);
        } catch (StackOverflowError full) {
            note(frames);
            throw full;
        }
    }

    private static void note(Frames frames) {
        try {
            frames.push(7);
        } catch (StackOverflowError full) {
            return; // the next one has more room
        }
    }

    /** Recorder classes of its own: none of them is initialised yet. */
    private static final class Fresh extends ClassLoader {
        Fresh() {
            super(OverflowTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                boolean isOwn = name.startsWith("io.connwake.recorder.");
                return known != null ? known : isOwn ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    /** A unit of work whose end is lost, then looks from ever shallower places of a full stack. */
    public static final class Dive implements Callable<List<String>> {
        private final Recorder recorder = new Recorder(
                new RecorderSettings(1_024, RecorderSettings.Capture.ADAPTIVE, ProxyMode.NONE),
                type -> {},
                (point, units) -> {
                    throw new IllegalStateException("no boundary is reached here");
                });
        private final EventSource source = recorder.events();
        private @Nullable Throwable last = new StackOverflowError();

        public Dive() {}

        @Override
        public List<String> call() {
            recorder.invoking(10, "com.acme.Mem.over");
            recorder.invoking(10, "com.acme.Mem.over");
            recorder.failed(10, new StackOverflowError());
            fill();
            recorder.swallowed(new StackOverflowError());
            recorder.invoking(12, "com.acme.Mem.simple");
            List<String> told = new ArrayList<>();
            source.drain(event -> told.add(event.getClass().getName()), 1_000);
            return told.subList(0, Math.min(3, told.size()));
        }

        @SuppressWarnings("InfiniteRecursion")
        private void fill() {
            try {
                fill();
            } catch (StackOverflowError full) {
                last = full;
            }
            if (last instanceof StackOverflowError) {
                look();
            }
        }

        private void look() {
            try {
                recorder.invoking(12, "com.acme.Mem.over");
                last = null;
            } catch (StackOverflowError | NoClassDefFoundError failure) {
                last = failure;
            }
        }
    }
}
