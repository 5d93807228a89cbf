package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoticesTest {
    @Test
    void what_steers_a_terminal_or_ends_a_line_is_not_said() {
        try (ErrorLines lines = new ErrorLines()) {
            new Notices().say("pool \u001b[31mred\r\nconnwake: forged\u0085\u202e\u2066\u0000 – €");

            assertThat(lines.said()).containsExactly("connwake: pool ?[31mred??connwake: forged???? – €");
        }
    }
}
