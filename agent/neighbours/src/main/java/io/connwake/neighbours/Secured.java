package io.connwake.neighbours;

import com.example.orders.Guarded;
import com.example.orders.Orders;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A security manager under which the application may do what it needs, and the agent's jar all. */
record Secured(String name, String flag, Class<?> main) implements Neighbour {
    private static final int LAST = 23;

    static Secured fromTheStart() {
        return new Secured("security manager from the start", "-Djava.security.manager", Orders.class);
    }

    static Secured setByTheApplication() {
        return new Secured("security manager set by the application", "-Djava.security.manager=allow", Guarded.class);
    }

    @Override
    public Optional<String> absence(Jdk jdk) {
        return jdk.feature() > LAST ? Optional.of("no such thing any more") : Optional.empty();
    }

    @Override
    public ChildJvm arranged(Stage stage) throws IOException {
        Path policy = stage.folder().resolve("policy");
        Files.writeString(policy, """
                grant codeBase "file:%s" { permission java.security.AllPermission; };
                grant codeBase "file:%s" { permission java.lang.RuntimePermission "exitVM.3"; permission java.lang.RuntimePermission "setSecurityManager"; };
                grant {
                    permission java.util.PropertyPermission "*", "read";
                    permission java.lang.RuntimePermission "accessDeclaredMembers";
                    permission java.lang.RuntimePermission "getClassLoader";
                    permission java.lang.RuntimePermission "setContextClassLoader";
                    permission java.lang.RuntimePermission "modifyThread";
                    permission java.lang.RuntimePermission "shutdownHooks";
                    permission java.lang.reflect.ReflectPermission "suppressAccessChecks";
                };
                """.formatted(Stage.agentJar(), Stage.built("orders.jar")));
        return stage.connwake(
                stage.entered(main).arguments(Stage.URL).option(flag).property("java.security.policy", "=" + policy));
    }
}
