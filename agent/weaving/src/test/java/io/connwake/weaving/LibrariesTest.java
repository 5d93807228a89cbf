package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LibrariesTest {
    /** The JVM of the tests verifies every class it loads; those whose optional libraries are missing can't be linked. */
    @ParameterizedTest
    @CsvSource({"HIKARI_CP, 4", "DBCP_2, 11", "PGJDBC, 9", "H2, 8", "SERVLETS, 2", "TOMCAT, 10"})
    void every_woven_class_verifies_when_it_is_initialised(Jar jar, int least) {
        WeavingLoader loader = new WeavingLoader(WeavingLoader.Weave.ours(), jar.packages);
        List<String> initialised = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        List<String> unlinked = new ArrayList<>();

        for (String each : jar.classes().keySet()) {
            try {
                Class.forName(each, true, loader);
                initialised.add(each);
            } catch (ClassNotFoundException | NoClassDefFoundError optionalLibraryMissing) {
                unlinked.add(each);
            } catch (LinkageError refused) {
                broken.add(each + ": " + refused);
            }
        }

        assertThat(broken).isEmpty();
        assertThat(unlinked).hasSizeLessThan(initialised.size());
        initialised.retainAll(loader.woven());
        assertThat(initialised).hasSizeGreaterThanOrEqualTo(least);
    }
}
