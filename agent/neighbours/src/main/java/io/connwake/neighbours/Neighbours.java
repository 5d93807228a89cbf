package io.connwake.neighbours;

import java.util.ArrayList;
import java.util.List;

/** All rows of the matrix. */
final class Neighbours {
    private Neighbours() {}

    static List<Neighbour> all() {
        List<Neighbour> all = new ArrayList<>(Flags.all());
        all.addAll(Archive.all());
        all.add(Secured.fromTheStart());
        all.add(Secured.setByTheApplication());
        all.add(new Debugger());
        all.addAll(Retouching.all());
        all.addAll(Loader.all());
        all.add(new Tomcat(false));
        all.add(new Tomcat(true));
        all.add(new Osgi());
        all.add(new FatJar());
        all.addAll(Modules.all());
        all.addAll(Agents.all());
        return all;
    }
}
