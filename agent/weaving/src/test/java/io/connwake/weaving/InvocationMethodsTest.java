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
    void of_an_interface_are_heard_where_they_have_a_body_and_the_others_are_missing() throws Exception {
        InvocationMethods ofRound = InvocationMethods.parse("com.acme.Round#run,com.acme.Round#of,com.acme.Round#unit");
        Weaver weaver = new Weaver(ofRound);
        WeavingLoader loader = new WeavingLoader(
                (in, classFile) -> weaver.weave(new Origin(in, null), classFile, true),
                "com.acme.Round",
                "com.acme.Postman");
        Object postman = loader.create("com.acme.Postman");
        Class<?> round = loader.loadClass("com.acme.Round");
        Notes notes = Notes.begin();

        assertThat(round.getMethod("run").invoke(postman)).isEqualTo("did letters");
        assertThat(round.getMethod("of", String.class).invoke(null, "parcels")).isEqualTo("did parcels");

        assertThat(notes.calls())
                .containsExactly("invoking com.acme.Round.run", "invoked", "invoking com.acme.Round.of", "invoked");
        assertThat(ofRound.missingIn("com/acme/Round")).containsExactly("com.acme.Round#unit");
    }

    @Test
    void nothing_is_in_none() {
        assertThat(InvocationMethods.NONE.areIn("com/acme/Job")).isFalse();
    }
}
