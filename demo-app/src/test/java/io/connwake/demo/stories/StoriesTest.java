package io.connwake.demo.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoriesTest {
    @Test
    void tell_of_all_seven_troubles() {
        assertThat(Stories.ALL).extracting(Story::number).contains(1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void have_names_of_their_own() {
        assertThat(Stories.ALL).extracting(Story::name).doesNotHaveDuplicates();
    }

    @Test
    void are_found_by_the_beginning_of_a_name_and_by_number() {
        assertThat(Stories.named("forgotten-close")).hasSize(2);
        assertThat(Stories.named("4")).allMatch(story -> story.name().startsWith("econnreset-"));
        assertThat(Stories.named("no-such")).isEmpty();
    }

    @Test
    void are_told_in_their_order_whatever_order_they_are_asked_for() {
        List<Story> backwards = new ArrayList<>(Stories.ALL);
        Collections.reverse(backwards);

        assertThat(Stories.inOrder(backwards)).isEqualTo(Stories.ALL);
        assertThat(Stories.inOrder(List.of(backwards.get(0), backwards.get(1), backwards.get(0))))
                .containsExactly(backwards.get(1), backwards.get(0));
    }
}
