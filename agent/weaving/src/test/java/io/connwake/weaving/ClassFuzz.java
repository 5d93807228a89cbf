package io.connwake.weaving;

import com.acme.Probe;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.LimitExceededException;
import net.bytebuddy.jar.asm.MethodTooLargeException;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves made classes, and calls them plain, woven by us and woven by advice: the JVM takes each that it takes unwoven, it
 * does and throws the same, and both ways of weaving say the same of it.
 */
final class ClassFuzz {
    private static final int LARGEST = 24;
    private static final int STACK = 256 << 20;

    private final int newest = 44 + Runtime.version().feature();
    int woven;
    int compared;
    int refused;

    /** Arguments: a seed and how many classes; prints what it did. Under {@code -Xverify:all}. */
    public static void main(String[] args) throws InterruptedException {
        ClassFuzz fuzz = new ClassFuzz();
        fuzz.run(Long.parseLong(args[0]), Integer.parseInt(args[1]), Integer.getInteger("fuzz.size", LARGEST));
        System.out.println(fuzz);
    }

    void run(long seed, int classes) throws InterruptedException {
        run(seed, classes, Integer.getInteger("fuzz.size", LARGEST));
    }

    /** Fails with the seed of the first class that is wrong, and the smallest size at which one of that seed is. */
    private void run(long seed, int classes, int size) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        Thread thread = new Thread(null, () -> failures.addAll(first(seed, classes, size)), "fuzz", STACK);
        thread.start();
        thread.join();
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.get(0).getMessage(), failures.get(0));
        }
    }

    private List<Throwable> first(long seed, int classes, int size) {
        for (int i = 0; i < classes; i++) {
            Throwable failure = attempt(seed + i, size);
            for (int smaller = 1; failure != null && smaller <= size; smaller++) {
                Throwable less = smaller == size ? failure : attempt(seed + i, smaller);
                if (less != null) {
                    String again = "-Dfuzz.seed=" + (seed + i) + " -Dfuzz.classes=1 -Dfuzz.size=" + smaller;
                    return List.of(new AssertionError(again + ": " + less.getMessage(), less));
                }
            }
        }
        return List.of();
    }

    private @Nullable Throwable attempt(long seed, int size) {
        try {
            check(seed, new RandomClass(seed, size, newest));
            return null;
        } catch (LimitExceededException | MethodTooLargeException notMade) {
            refused++;
            return null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | AssertionError wrong) {
            return wrong;
        }
    }

    private void check(long seed, RandomClass made) throws ReflectiveOperationException {
        String name = made.name.replace('/', '.');
        WeavingLoader plain = new WeavingLoader(WeavingLoader.Weave.none()).with(name, made.classFile);
        try {
            Class.forName(name, true, plain);
        } catch (LinkageError refusedUnwoven) {
            refused++;
            return;
        }
        boolean reshape = (seed & 3) != 0;
        WeavingLoader ours = new WeavingLoader(weave(made, reshape)).with(name, made.classFile);
        List<String> before = calls(made, plain.loadClass(name), seed);
        Notes notes = Notes.begin();
        List<String> after = calls(made, Class.forName(name, true, ours), seed);
        List<String> said = notes.calls();
        require(after.equals(before), made, "did", before, after);
        requireBalance(made, said);
        requireSameForm(made, plain.loadClass(name), ours.loadClass(name));
        if (ours.woven().isEmpty()) {
            return;
        }
        woven++;
        List<String> expected = made.isBeyondOracle ? null : said(made, name, seed);
        if (expected != null) {
            compared++;
            require(said.equals(expected), made, "said", expected, said);
        }
    }

    private static WeavingLoader.Weave weave(RandomClass made, boolean reshape) {
        Weaver weaver = new Weaver(InvocationMethods.parse(RandomKind.RUN));
        return (loader, classFile) -> {
            Origin origin = new Origin(loader, null);
            byte[] once = fitting(made, weaver, origin, classFile, reshape);
            if (once != null) {
                boolean passes = CandidateFilter.accepts(classFile) || !made.hasWords();
                require(passes, made, "passed the filter", List.of("true"), List.of("false"));
                require(weaver.weave(origin, once, reshape) == null, made, "woven twice", List.of(), List.of());
            }
            return once;
        };
    }

    /** Null too where there is no room for the hooks: whoever asks leaves the class alone then. */
    private static byte @Nullable [] fitting(
            RandomClass made, Weaver weaver, Origin origin, byte[] classFile, boolean reshape) {
        try {
            return weaver.weave(origin, classFile, reshape);
        } catch (MethodTooLargeException | LimitExceededException tooMuch) {
            return null;
        } catch (NegativeArraySizeException | IllegalArgumentException farJumpsWithoutFrames) {
            require(made.version == Opcodes.V1_6, made, "woven", List.of(), List.of(farJumpsWithoutFrames));
            return null;
        }
    }

    /** Null where advice can't be woven, or not so that the JVM takes it. */
    private static @Nullable List<String> said(RandomClass made, String name, long seed)
            throws ReflectiveOperationException {
        try {
            WeavingLoader loader = new WeavingLoader(AdviceWeaver::weave).with(name, made.classFile);
            Class<?> advised = Class.forName(name, true, loader);
            Notes notes = Notes.begin();
            calls(made, advised, seed);
            return loader.woven().isEmpty() ? null : notes.calls();
        } catch (LinkageError | RuntimeException unfit) {
            return null;
        }
    }

    /** What came of each call. */
    private static List<String> calls(RandomClass made, Class<?> type, long seed) throws ReflectiveOperationException {
        List<String> outcomes = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            Object target = made.isInterface ? null : instance(type, seed, outcomes);
            for (Method each : sorted(type)) {
                String signature = each.getName() + ClassFiles.descriptor(each);
                if (made.methods.contains(signature) && (target != null || isStatic(each))) {
                    Probe.begin(seed * 31 + round);
                    outcomes.add(signature + " " + outcome(each, target) + " " + Probe.steps());
                }
            }
        }
        return outcomes;
    }

    private static @Nullable Object instance(Class<?> type, long seed, List<String> outcomes)
            throws ReflectiveOperationException {
        Constructor<?> constructor = type.getConstructors()[0];
        for (int i = 0; i < 5; i++) {
            Probe.begin(seed + i);
            try {
                return constructor.newInstance(arguments(constructor));
            } catch (InvocationTargetException failed) {
                outcomes.add(failure(failed.getTargetException()) + Probe.steps());
            }
        }
        return null;
    }

    private static String outcome(Method method, @Nullable Object target) throws IllegalAccessException {
        try {
            Object result = method.invoke(target, arguments(method));
            boolean isArray = result != null && result.getClass().isArray();
            return isArray ? "array of " + Array.getLength(result) : described(result);
        } catch (InvocationTargetException failed) {
            return failure(failed.getTargetException());
        }
    }

    private static String described(@Nullable Object result) {
        return result instanceof Number || result instanceof Boolean
                ? result.toString()
                : String.valueOf(result == null ? null : result.getClass().getSimpleName());
    }

    /** With its own frames: hooks have none. */
    private static String failure(Throwable failed) {
        long frames = Arrays.stream(failed.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("com."))
                .count();
        return failed + " " + frames;
    }

    private static Object[] arguments(Executable called) {
        Object[] arguments = new Object[called.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = called.getParameterTypes()[i];
            arguments[i] = type == String.class ? "select " + i : type.isPrimitive() ? number(type) : null;
        }
        return arguments;
    }

    private static Object number(Class<?> type) {
        return type == boolean.class ? true : Array.get(Array.newInstance(type, 1), 0);
    }

    private static List<Method> sorted(Class<?> type) {
        List<Method> methods = new ArrayList<>(List.of(type.getDeclaredMethods()));
        methods.sort(java.util.Comparator.comparing(Method::toString));
        return methods;
    }

    private static boolean isStatic(Method method) {
        return java.lang.reflect.Modifier.isStatic(method.getModifiers());
    }

    /** What is entered is left, once and in its turn. */
    private static void requireBalance(RandomClass made, List<String> said) {
        List<String> open = new ArrayList<>();
        for (String each : said) {
            String word = each.contains(" ") ? each.substring(0, each.indexOf(' ')) : each;
            String left = Notes.leaving(word);
            if (left != null) {
                open.add(left);
            } else if (Notes.leaves(word)) {
                String last = open.isEmpty() ? "nothing" : open.remove(open.size() - 1);
                require(word.equals("failed") || word.equals(last), made, "balance", List.of(last), said);
            }
        }
        require(open.isEmpty(), made, "balance", open, said);
    }

    /** What others can tell of a class from outside. */
    private static void requireSameForm(RandomClass made, Class<?> plain, Class<?> woven) {
        require(plain.getModifiers() == woven.getModifiers(), made, "modifiers", List.of(), List.of());
        require(plain.isRecord() == woven.isRecord(), made, "record", List.of(), List.of());
        require(plain.isSealed() == woven.isSealed(), made, "sealed", List.of(), List.of());
        if (Serializable.class.isAssignableFrom(plain)) {
            long version = ObjectStreamClass.lookup(plain).getSerialVersionUID();
            long now = ObjectStreamClass.lookup(woven).getSerialVersionUID();
            require(version == now, made, "serial version", List.of(version), List.of(now));
        }
    }

    private static void require(boolean holds, RandomClass made, String what, List<?> expected, List<?> actual) {
        if (!holds) {
            throw new AssertionError(made + "\n" + what + "\n  " + expected + "\nis not\n  " + actual);
        }
    }

    @Override
    public String toString() {
        return woven + " classes woven, " + compared + " compared with advice, " + refused + " refused unwoven";
    }
}
