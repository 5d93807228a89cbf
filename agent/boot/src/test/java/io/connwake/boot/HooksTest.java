package io.connwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hooks take the first sink that was installed, for good; so one sink serves all tests. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HooksTest {
    private static final List<String> CALLS = new ArrayList<>();
    private static @Nullable Supplier<Throwable> failing;
    private static boolean alsoWhenSwallowing;

    static {
        Installation.install(sink());
    }

    @BeforeEach
    void forget() {
        CALLS.clear();
        failing = null;
        alsoWhenSwallowing = false;
    }

    static Stream<Method> hooks() {
        return Arrays.stream(Hooks.class.getMethods()).filter(each -> each.getDeclaringClass() == Hooks.class);
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void each_reaches_the_sink_s_method_of_its_name(Method hook) throws Exception {
        hook.invoke(null, arguments(hook));

        assertThat(CALLS).containsExactly(hook.getName());
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void none_throws_what_the_sink_throws_and_the_sink_hears_of_it(Method hook) {
        failing = StackOverflowError::new;

        assertThatCode(() -> hook.invoke(null, arguments(hook))).doesNotThrowAnyException();

        assertThat(CALLS).containsExactly(hook.getName(), "swallowed");
    }

    @Test
    void a_sink_that_fails_to_hear_of_its_failure_is_not_felt_either() {
        failing = OutOfMemoryError::new;
        alsoWhenSwallowing = true;

        assertThatCode(() -> Hooks.closing(this)).doesNotThrowAnyException();
    }

    @Test
    void a_sink_installed_later_hears_nothing() {
        Sink second = (Sink) Proxy.newProxyInstance(
                HooksTest.class.getClassLoader(), new Class<?>[] {Sink.class}, (self, method, arguments) -> {
                    throw new AssertionError(method.getName());
                });
        Hooks.closing(this);
        Installation.install(second);
        Hooks.closing(this);

        assertThat(CALLS).containsExactly("closing", "closing");
    }

    @Test
    void there_is_one_for_every_call_of_the_sink_but_the_swallowed() {
        List<String> calls = Arrays.stream(Sink.class.getMethods())
                .map(Method::getName)
                .filter(each -> !each.equals("swallowed"))
                .toList();

        assertThat(hooks().map(Method::getName)).containsExactlyInAnyOrderElementsOf(calls);
    }

    private static Object[] arguments(Method hook) {
        return Arrays.stream(hook.getParameterTypes()).map(HooksTest::any).toArray();
    }

    private static Object any(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == boolean.class) {
            return true;
        }
        return type == Throwable.class ? new IllegalStateException("told") : "any object";
    }

    private static Sink sink() {
        return (Sink) Proxy.newProxyInstance(
                HooksTest.class.getClassLoader(), new Class<?>[] {Sink.class}, (self, method, arguments) -> {
                    CALLS.add(method.getName());
                    Supplier<Throwable> failure = failing;
                    if (failure != null
                            && (alsoWhenSwallowing || !method.getName().equals("swallowed"))) {
                        throw failure.get();
                    }
                    return null;
                });
    }
}
