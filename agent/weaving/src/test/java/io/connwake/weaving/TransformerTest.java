package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.boot.Carrier;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.security.ProtectionDomain;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What only a real agent sees: classes that are loaded already, and those that the JDK generates. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TransformerTest {
    private final Instrumentation instrumentation = ByteBuddyAgent.install();
    private final Weaver weaver = new Weaver();
    private final ClassFileTransformer retransforming = new Weaving(false);
    private final ClassFileTransformer loading = new Weaving(true);

    @AfterEach
    void leave() {
        instrumentation.removeTransformer(retransforming);
        instrumentation.removeTransformer(loading);
    }

    @Test
    void an_object_made_before_its_class_was_woven_is_heard_afterwards() throws Exception {
        Acme acme = new Acme(WeavingLoader.Weave.none());
        Connection handle = acme.create(Connection.class, "Handle");
        DataSource pool = acme.create(DataSource.class, "Pool", () -> handle);
        instrumentation.addTransformer(retransforming, true);
        instrumentation.retransformClasses(pool.getClass(), handle.getClass());
        Notes notes = Notes.begin();

        pool.getConnection().close();

        assertThat(notes.calls()).containsExactly("acquiring Pool", "acquired Handle", "closing Handle");
        assertThat(pool).isNotInstanceOf(Carrier.class);
    }

    @Test
    void hooks_and_slot_survive_another_agent_s_retransformation() throws Exception {
        instrumentation.addTransformer(loading, false);
        Acme acme = new Acme(WeavingLoader.Weave.none());
        DataSource pool = acme.create(DataSource.class, "Pool");
        Carrier carrier = (Carrier) pool;
        carrier.connwake$record("ours");

        instrumentation.retransformClasses(pool.getClass());
        Notes notes = Notes.begin();
        pool.getConnection();

        assertThat(notes.calls()).containsExactly("acquiring Pool", "acquired null");
        assertThat(carrier.connwake$record()).isEqualTo("ours");
    }

    @Test
    void a_proxy_class_that_the_jdk_generates_is_hooked() {
        instrumentation.addTransformer(loading, false);
        ClassLoader loader = new WeavingLoader(WeavingLoader.Weave.none());
        Object proxy = Proxy.newProxyInstance(
                loader, new Class<?>[] {Connection.class, Statement.class}, (self, method, arguments) -> {
                    return method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
        String name = proxy.getClass().getSimpleName();
        Notes notes = Notes.begin();

        assertThat(call((Connection) proxy, (Statement) proxy)).isTrue();

        assertThat(notes.calls())
                .containsExactly(
                        "refused " + name,
                        "created " + name + " null",
                        "executing " + name + " select 1",
                        "executed true",
                        "validating " + name,
                        "validated true",
                        "closing " + name);
        assertThat(proxy).isNotInstanceOf(Carrier.class);
    }

    private static boolean call(Connection connection, Statement statement) {
        try {
            connection.createStatement();
            statement.execute("select 1");
            boolean valid = connection.isValid(1);
            connection.close();
            return valid;
        } catch (java.sql.SQLException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private final class Weaving implements ClassFileTransformer {
        private final boolean reshape;

        Weaving(boolean reshape) {
            this.reshape = reshape;
        }

        @Override
        public byte @Nullable [] transform(
                @Nullable ClassLoader loader,
                String name,
                @Nullable Class<?> loaded,
                @Nullable ProtectionDomain domain,
                byte[] classFile) {
            boolean isOurs = loader instanceof WeavingLoader && reshape == (loaded == null);
            return isOurs && CandidateFilter.accepts(classFile)
                    ? weaver.weave(new Origin(loader, null), classFile, reshape)
                    : null;
        }
    }
}
