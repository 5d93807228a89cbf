package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RotaTest {
    private final Rota rota = new Rota(3);

    @Test
    void all_are_up_in_each_round_while_they_are_few() {
        assertThat(round(3)).containsExactly(0, 1, 2);
        assertThat(round(2)).containsExactly(0, 1);
        assertThat(round(0)).isEmpty();
        assertThat(round(3)).containsExactly(0, 1, 2);
    }

    @Test
    void of_more_each_is_up_once_until_it_begins_anew() {
        assertThat(round(7)).containsExactly(0, 1, 2);
        assertThat(round(7)).containsExactly(3, 4, 5);
        assertThat(round(7)).containsExactly(6);
        assertThat(round(7)).containsExactly(0, 1, 2);
    }

    @Test
    void where_many_have_left_it_begins_anew_with_the_next_round() {
        assertThat(round(7)).containsExactly(0, 1, 2);
        assertThat(round(2)).isEmpty();
        assertThat(round(2)).containsExactly(0, 1);
    }

    @Test
    void a_round_in_which_nobody_asks_takes_no_turn_from_anybody() {
        assertThat(round(7)).containsExactly(0, 1, 2);
        for (int i = 0; i < 7; i++) {
            assertThat(rota.isUp(false)).isFalse();
        }
        rota.turn();
        assertThat(round(7)).containsExactly(3, 4, 5);
    }

    @Test
    void nobody_starves_where_those_who_were_up_rest() {
        int[] restsUntil = new int[20];
        Set<Integer> up = new HashSet<>();
        for (int round = 0; round < 20; round++) {
            for (int each = 0; each < restsUntil.length; each++) {
                if (rota.isUp(restsUntil[each] <= round)) {
                    up.add(each);
                    restsUntil[each] = round + 4;
                }
            }
            rota.turn();
        }
        assertThat(up).hasSize(restsUntil.length);
    }

    private List<Integer> round(int asking) {
        List<Integer> up = new ArrayList<>();
        for (int i = 0; i < asking; i++) {
            if (rota.isUp(true)) {
                up.add(i);
            }
        }
        rota.turn();
        return up;
    }
}
