package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.InvocationBegan;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** To which request belongs what a thread borrows that serves none itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HelpingThreadTest {
    private static final long NOBODY = 0;

    private final Stage stage = Stage.open();
    private final ExecutorService other = Executors.newSingleThreadExecutor();

    @BeforeEach
    void load() {
        Stage.LOADER.create(java.sql.Driver.class, "org.h2.Driver");
    }

    @AfterEach
    void leave() {
        other.shutdown();
        stage.close();
    }

    @Test
    void it_works_for_the_only_request_there_is() throws Exception {
        stage.beginRequest();
        borrowOnOther();
        stage.endRequest();

        assertThat(units()).containsExactly(request(0));
    }

    @Test
    void one_that_has_borrowed_while_there_was_none_works_for_itself() throws Exception {
        borrowOnOther();
        stage.beginRequest();
        borrowOnOther();
        stage.endRequest();

        assertThat(units()).containsExactly(NOBODY, NOBODY);
    }

    private void borrowOnOther() throws Exception {
        other.submit(() -> {
                    try (Connection connection = stage.shop.connect("jdbc:h2:mem:helpers")) {
                        return connection.isClosed();
                    }
                })
                .get();
    }

    private List<Long> units() {
        return stage.told(Acquired.class).stream().map(Acquired::invocationId).toList();
    }

    private long request(int which) {
        return stage.told(InvocationBegan.class).get(which).invocationId();
    }
}
