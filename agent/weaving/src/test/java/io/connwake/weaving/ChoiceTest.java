package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.DynamicType;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which classes and methods are hooked, and which are not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChoiceTest {
    private final Weaver weaver = new Weaver();
    private final ClassLoader loader = ChoiceTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(strings = {"Bodiless", "Lender", "FinalMaker", "Executing"})
    void a_class_without_a_method_to_hook_is_left_alone(String name) {
        byte[] plain = WeavingLoader.read(Acme.PACKAGE + name);

        assertThat(weaver.wants(new Origin(loader, null), plain)).isFalse();
        assertThat(weaver.weave(new Origin(loader, null), plain, true)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Maker", "QueryBody", "OuterWrapper"})
    void a_class_that_holds_only_the_body_is_hooked(String name) {
        byte[] plain = WeavingLoader.read(Acme.PACKAGE + name);

        assertThat(weaver.wants(new Origin(loader, null), plain)).isTrue();
        assertThat(weaver.weave(new Origin(loader, null), plain, true)).isNotNull();
    }

    @Test
    void a_method_that_a_subclass_inherits_from_no_data_source_is_entered_with_the_subclass() throws Exception {
        Acme acme = Acme.woven();
        DynamicType.Unloaded<?> made = new ByteBuddy()
                .subclass(acme.loader.loadClass(Acme.PACKAGE + "Maker"))
                .implement(DataSource.class)
                .name("com.acme.made.Lending")
                .make();
        acme.loader.with("com.acme.made.Lending", made.getBytes());
        DataSource lending = (DataSource) acme.loader.create("com.acme.made.Lending");
        Notes notes = Notes.begin();

        lending.getConnection();

        assertThat(notes.calls()).containsExactly("acquiring Lending", "acquired null");
    }

    @Test
    void a_class_two_levels_below_a_connection_is_hooked_where_it_overrides() throws Exception {
        Acme acme = Acme.woven();
        Connection handle = acme.create(Connection.class, "Handle");
        Connection outer = (Connection) acme.loader
                .loadClass(Acme.PACKAGE + "OuterWrapper")
                .getConstructor(Connection.class)
                .newInstance(handle);
        Notes notes = Notes.begin();

        outer.close();

        assertThat(notes.calls()).containsExactly("closing OuterWrapper", "closing OuterWrapper", "closing Handle");
    }
}
