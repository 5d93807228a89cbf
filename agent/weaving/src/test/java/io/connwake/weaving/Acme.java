package io.connwake.weaving;

import com.acme.Answer;
import com.acme.Scripted;

/** The classes of {@code com.acme.pool} in a loader of their own, woven. */
final class Acme {
    static final String PACKAGE = "com.acme.pool.";

    final WeavingLoader loader;

    Acme(WeavingLoader.Weave weave) {
        loader = new WeavingLoader(weave, PACKAGE);
    }

    static Acme woven() {
        return new Acme(WeavingLoader.Weave.ours());
    }

    <T> T create(Class<T> type, String name) throws ReflectiveOperationException {
        return type.cast(loader.create(PACKAGE + name));
    }

    <T> T create(Class<T> type, String name, Answer answer) throws ReflectiveOperationException {
        T made = create(type, name);
        ((Scripted) made).script(answer);
        return made;
    }
}
