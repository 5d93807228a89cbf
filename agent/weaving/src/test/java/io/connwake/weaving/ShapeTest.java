package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.boot.Carrier;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Objects;
import javax.sql.DataSource;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;
import net.bytebuddy.implementation.SuperMethodCall;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the weaver adds to a class besides hooks, and where it adds nothing. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShapeTest {
    private final Acme acme = Acme.woven();

    @Nested
    class the_slot {
        @ParameterizedTest
        @ValueSource(strings = {"Pool", "Handle", "Query", "NumberedPool"})
        void keeps_what_is_put_into_it(String name) throws Exception {
            Carrier carrier = acme.create(Carrier.class, name);
            Object record = new Object();

            carrier.connwake$record(record);

            assertThat(carrier.connwake$record()).isSameAs(record);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Maker", "QueryBody", "Wire"})
        void is_not_given_to_what_has_no_record(String name) throws Exception {
            assertThat(acme.loader.create(Acme.PACKAGE + name)).isNotInstanceOf(Carrier.class);
        }

        @Test
        void is_seen_neither_by_serialization_nor_by_the_source() throws Exception {
            var slot = acme.loader.loadClass(Acme.PACKAGE + "Pool").getDeclaredField("connwake$record");

            assertThat(Modifier.isTransient(slot.getModifiers())).isTrue();
            assertThat(Modifier.isPrivate(slot.getModifiers())).isTrue();
            assertThat(slot.isSynthetic()).isTrue();
        }

        @Test
        void is_one_for_an_object_whose_class_and_superclass_have_it() throws Exception {
            Object outer = wrapper("OuterWrapper", acme.create(Connection.class, "Handle"));
            Object record = new Object();

            ((Carrier) outer).connwake$record(record);

            assertThat(((Carrier) outer).connwake$record()).isSameAs(record);
        }

        @Test
        void leaves_the_generic_signature_of_its_class_readable() throws Exception {
            byte[] generic = new ByteBuddy()
                    .subclass(Object.class)
                    .implement(TypeDescription.Generic.Builder.parameterizedType(Comparable.class, String.class)
                            .build())
                    .implement(DataSource.class)
                    .defineMethod("getConnection", Connection.class, Modifier.PUBLIC)
                    .intercept(FixedValue.nullValue())
                    .name("com.acme.made.Generic")
                    .make()
                    .getBytes();

            Class<?> type = acme.loader.with("com.acme.made.Generic", generic).loadClass("com.acme.made.Generic");

            assertThat(type.getGenericInterfaces()).hasSameSizeAs(type.getInterfaces());
        }
    }

    @Nested
    class a_serializable_class {
        @Test
        void without_a_version_gets_no_field_so_its_version_stays() throws Exception {
            Class<?> plain = new Acme(WeavingLoader.Weave.none()).loader.loadClass(Acme.PACKAGE + "SerialPool");
            Class<?> woven = acme.loader.loadClass(Acme.PACKAGE + "SerialPool");

            assertThat(acme.loader.woven()).contains(Acme.PACKAGE + "SerialPool");
            assertThat(serialVersion(woven)).isEqualTo(serialVersion(plain));
        }

        @Test
        void with_a_version_gets_one() throws Exception {
            Serializable pool = acme.create(Serializable.class, "NumberedPool");

            assertThat(pool).isInstanceOf(Carrier.class);
            assertThat(serialVersion(pool.getClass())).isEqualTo(7);
        }

        private long serialVersion(Class<?> type) {
            return ObjectStreamClass.lookup(type).getSerialVersionUID();
        }
    }

    @Nested
    class the_wrapped_connection {
        @Test
        void is_read_from_the_field_that_holds_it() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");

            assertThat(((Carrier) wrapper("Wrapper", handle)).connwake$inner()).isSameAs(handle);
        }

        @Test
        void is_found_by_subclasses_too() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");

            assertThat(((Carrier) wrapper("OuterWrapper", handle)).connwake$inner())
                    .isSameAs(handle);
        }

        @Test
        void of_a_connection_that_wraps_none_is_itself() throws Exception {
            Carrier handle = acme.create(Carrier.class, "Handle");

            assertThat(handle.connwake$inner()).isSameAs(handle);
        }
    }

    @Nested
    class a_class_whose_shape_may_not_change {
        private final WeavingLoader.Weave hooksOnly = WeavingLoader.Weave.ours(false);

        @ParameterizedTest
        @ValueSource(strings = {"Pool", "Handle", "Wrapper", "Query"})
        void keeps_its_fields_methods_and_interfaces(String name) {
            byte[] plain = WeavingLoader.read(Acme.PACKAGE + name);

            byte[] woven = Objects.requireNonNull(hooksOnly.apply(ShapeTest.class.getClassLoader(), plain));

            assertThat(ClassFiles.shape(woven)).isEqualTo(ClassFiles.shape(plain));
        }

        @Test
        void is_hooked_all_the_same() throws Exception {
            DataSource pool = new Acme(hooksOnly).create(DataSource.class, "Pool");
            Notes notes = Notes.begin();

            pool.getConnection();

            assertThat(notes.calls()).containsExactly("acquiring Pool", "acquired null");
        }
    }

    @Nested
    class a_class_that_is_woven_already {
        @ParameterizedTest
        @ValueSource(strings = {"Pool", "SerialPool", "Maker", "Wire", "Handle"})
        void is_not_woven_again(String name) {
            Weaver weaver = new Weaver();
            ClassLoader loader = ShapeTest.class.getClassLoader();
            byte[] once = Objects.requireNonNull(
                    weaver.weave(new Origin(loader, null), WeavingLoader.read(Acme.PACKAGE + name), true));

            assertThat(weaver.wants(new Origin(loader, null), once)).isFalse();
            assertThat(weaver.weave(new Origin(loader, null), once, true)).isNull();
            assertThat(weaver.weave(new Origin(loader, null), once, false)).isNull();
        }
    }

    @Nested
    class a_proxy {
        @Test
        void of_the_jdk_s_making_is_hooked_without_a_slot() throws Exception {
            byte[] proxy = new ByteBuddy()
                    .subclass(Proxy.class, ConstructorStrategy.Default.IMITATE_SUPER_CLASS)
                    .implement(Connection.class)
                    .name("com.acme.made.Proxy1")
                    .method(ElementMatchers.named("close"))
                    .intercept(StubMethod.INSTANCE)
                    .make()
                    .getBytes();

            byte[] woven = Objects.requireNonNull(
                    new Weaver().weave(new Origin(ShapeTest.class.getClassLoader(), null), proxy, true));

            assertThat(ClassFiles.shape(woven)).isEqualTo(ClassFiles.shape(proxy));
        }

        /** CGLIB and its like override every method they find, those that the weaver gave to the superclass included. */
        @Test
        void made_by_subclassing_that_overrides_the_accessors_is_hooked_and_loads() throws Exception {
            Class<?> pool = acme.loader.loadClass(Acme.PACKAGE + "Pool");
            DynamicType.Unloaded<?> made = new ByteBuddy()
                    .ignore(ElementMatchers.none())
                    .subclass(pool)
                    .name("com.acme.made.Subclass")
                    .method(ElementMatchers.isPublic()
                            .and(ElementMatchers.isDeclaredBy(pool))
                            .and(ElementMatchers.not(ElementMatchers.isAbstract())))
                    .intercept(SuperMethodCall.INSTANCE)
                    .make();
            DataSource proxy = (DataSource)
                    acme.loader.with("com.acme.made.Subclass", made.getBytes()).create("com.acme.made.Subclass");
            Notes notes = Notes.begin();

            proxy.getConnection();

            assertThat(ClassFiles.shape(made.getBytes())).contains("connwake$record()Ljava/lang/Object;");
            assertThat(notes.calls())
                    .containsExactly("acquiring Subclass", "acquiring Subclass", "acquired null", "acquired null");
        }
    }

    private Object wrapper(String name, Connection wrapped) throws ReflectiveOperationException {
        return acme.loader
                .loadClass(Acme.PACKAGE + name)
                .getConstructor(Connection.class)
                .newInstance(wrapped);
    }
}
