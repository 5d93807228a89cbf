package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.ledger.Pool;
import org.jspecify.annotations.Nullable;

/** On which frameworks the application is built, found out when advice first needs it. */
public final class Frameworks {
    /** What ends the sessions of requests with their transactions. */
    static final String NOT_IN_VIEW = "spring.jpa.open-in-view=false";

    private static final String SPRING_BOOT = "org.springframework.boot.SpringApplication";
    private static final String QUARKUS = "io.quarkus.runtime.Application";

    /** Loaded where it is in use, and not where its property is off. */
    private static final String OPEN_IN_VIEW = "org.springframework.orm.jpa.support.OpenEntityManagerInViewInterceptor";

    private final LoadedClass loaded;
    private final Ledger ledger;
    private @Nullable Boolean springBoot;
    private @Nullable Boolean quarkus;
    private @Nullable Boolean openInView;

    public Frameworks(LoadedClass loaded, Ledger ledger) {
        this.loaded = loaded;
        this.ledger = ledger;
    }

    /** Whether a class of that name is loaded, by any loader. */
    public interface LoadedClass {
        boolean isLoaded(String name);
    }

    /** Whether keys with that prefix are configured by a framework that is there. */
    boolean isUsed(String prefix) {
        return prefix.startsWith("quarkus.") ? isQuarkus() : isSpringBoot();
    }

    /** The framework's prefix for the pools of a library; where several live, each is bound to one of its own. */
    String prefix(String usual, String library) {
        int living = 0;
        for (Pool pool : ledger.pools()) {
            boolean isOne = pool.library().equals(library);
            living += isOne && !pool.life().isOver() ? 1 : 0;
        }
        if (living <= 1) {
            return usual;
        }
        return usual.startsWith("quarkus.") ? usual.replace("datasource.", "datasource.<name>.") : "<its prefix>.";
    }

    /** Whether Spring Boot keeps the session of a request open until its response is rendered. */
    boolean opensSessionsInView() {
        Boolean known = openInView;
        if (known == null) {
            known = isSpringBoot() && loaded.isLoaded(OPEN_IN_VIEW);
            openInView = known;
        }
        return known;
    }

    private boolean isSpringBoot() {
        Boolean known = springBoot;
        if (known == null) {
            known = loaded.isLoaded(SPRING_BOOT);
            springBoot = known;
        }
        return known;
    }

    private boolean isQuarkus() {
        Boolean known = quarkus;
        if (known == null) {
            known = loaded.isLoaded(QUARKUS);
            quarkus = known;
        }
        return known;
    }
}
