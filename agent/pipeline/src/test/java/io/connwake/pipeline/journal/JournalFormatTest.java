package io.connwake.pipeline.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.connwake.recorder.event.Event;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is read as a journal, and that its format's name stands for the shape of the events in it. */
class JournalFormatTest {
    @Test
    void events_of_another_shape_have_another_format() {
        assertThat(shape().hashCode())
                .as(
                        "events have changed: give Journal.FORMAT its next number, and this test their new shape,%n%s",
                        shape())
                .isEqualTo(-1_529_802_756);
        assertThat(Journal.FORMAT).isEqualTo("connwake-events-5");
    }

    @Test
    void a_journal_of_another_format_is_refused_by_both_names() {
        for (String other : List.of("connwake-events-4", "connwake-events-50")) {
            assertThatThrownBy(() -> new Replay(List.of(other + " ((0 0) (1 2))", "turn 1", "PoolSeen(1 2)")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an event journal of format " + other + ", written by another version: this one reads "
                            + Journal.FORMAT);
        }
    }

    @Test
    void what_is_no_journal_is_refused() {
        for (List<String> other : List.of(List.<String>of(), List.of(""), List.of("{\"resourceSpans\":[]}"))) {
            assertThatThrownBy(() -> new Replay(other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no event journal");
        }
    }

    private static String shape() {
        StringBuilder text = new StringBuilder();
        Set<Class<?>> told = new LinkedHashSet<>();
        Class<?>[] events = Event.class.getPermittedSubclasses();
        Arrays.sort(events, Comparator.comparing(Class::getSimpleName));
        tell(Journal.Heading.class, text, told);
        for (Class<?> event : events) {
            tell(event, text, told);
        }
        return text.toString();
    }

    private static void tell(Class<?> type, StringBuilder text, Set<Class<?>> told) {
        if (!told.add(type) || !(type.isRecord() || type.isEnum())) {
            return;
        }
        text.append(type.getSimpleName());
        if (type.isEnum()) {
            text.append(Arrays.toString(type.getEnumConstants())).append('\n');
            return;
        }
        RecordComponent[] fields = type.getRecordComponents();
        for (RecordComponent field : fields) {
            text.append(' ').append(field.getName()).append(':').append(name(field.getGenericType()));
        }
        text.append('\n');
        for (RecordComponent field : fields) {
            tell(element(field), text, told);
        }
    }

    private static Class<?> element(RecordComponent field) {
        Type type = field.getGenericType();
        return type instanceof ParameterizedType list && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : field.getType();
    }

    private static String name(Type type) {
        return type instanceof Class<?> known ? known.getSimpleName() : type.getTypeName();
    }
}
