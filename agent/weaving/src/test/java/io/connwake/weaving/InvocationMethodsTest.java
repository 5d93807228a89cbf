package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvocationMethodsTest {
    private final InvocationMethods methods =
            InvocationMethods.parse(" com.acme.Job#run, com.acme.Queue$Part#receive,com.acme.Job#retry,");

    @Test
    void are_found_by_the_name_that_the_jvm_gives_a_class() {
        assertThat(methods.areIn("com/acme/Job")).isTrue();
        assertThat(methods.areIn("com/acme/Queue$Part")).isTrue();
        assertThat(methods.areIn("com/acme/Queue")).isFalse();
        assertThat(methods.contain("com/acme/Job", "run")).isTrue();
        assertThat(methods.contain("com/acme/Job", "retry")).isTrue();
        assertThat(methods.contain("com/acme/Job", "receive")).isFalse();
        assertThat(methods.unreadable()).isEmpty();
    }

    @Test
    void an_entry_that_names_none_is_told_and_the_others_stay() {
        InvocationMethods half = InvocationMethods.parse("com.acme.Job.run,#run,com.acme.Job#,a b#c,com.acme.Job#go");
        assertThat(half.unreadable()).containsExactly("com.acme.Job.run", "#run", "com.acme.Job#", "a b#c");
        assertThat(half.contain("com/acme/Job", "go")).isTrue();
    }

    @Test
    void what_a_class_does_not_have_is_missing_and_what_never_came_is_told_at_the_end_each_once() {
        methods.hooked("com/acme/Job", "run");
        assertThat(methods.missingIn("com/acme/Job")).containsExactly("com.acme.Job#retry");
        assertThat(methods.missingIn("com/acme/Job")).isEmpty();
        assertThat(methods.missingIn("com/acme/Other")).isEmpty();
        assertThat(methods.neverMet()).containsExactly("com.acme.Queue$Part#receive");
        assertThat(methods.neverMet()).isEmpty();
    }

    @Test
    void nothing_is_in_none() {
        assertThat(InvocationMethods.NONE.areIn("com/acme/Job")).isFalse();
    }
}
