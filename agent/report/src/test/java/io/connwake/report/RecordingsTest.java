package io.connwake.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

class RecordingsTest {
    /** As of a file system that goes away meanwhile. */
    private static final class Vanishing implements DirectoryStream<Path> {
        private final IOException failure = new IOException("Stale file handle");

        @Override
        public Iterator<Path> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    throw new DirectoryIteratorException(failure);
                }

                @Override
                public Path next() {
                    throw new DirectoryIteratorException(failure);
                }
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void a_folder_that_fails_while_it_is_listed_fails_as_files_do() {
        Vanishing folder = new Vanishing();

        assertThatThrownBy(() -> Recordings.all(folder)).isSameAs(folder.failure);
    }
}
