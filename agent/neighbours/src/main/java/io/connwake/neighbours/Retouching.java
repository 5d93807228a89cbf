package io.connwake.neighbours;

import com.example.orders.Redefined;
import io.connwake.testing.ChildJvm;
import java.nio.file.Path;
import java.util.List;

/** An agent with versions of its own of the pool's and the driver's classes. */
record Retouching(String name, String way, String argument, boolean isFirst) implements Neighbour {
    static List<Neighbour> all() {
        return List.of(
                new Retouching("pool retransformed by an agent, first", "retransform", "", true),
                new Retouching("pool retransformed by an agent, last", "retransform", "", false),
                new Retouching("pool redefined by an agent, first", "redefine", "", true),
                new Retouching("pool redefined by an agent, last", "redefine", "", false),
                new Retouching("pool loaded by an agent before us", "retransform", "early", true));
    }

    @Override
    public ChildJvm arranged(Stage stage) {
        Path retoucher = Stage.built("retoucher.jar");
        ChildJvm jvm = stage.entered(Redefined.class).arguments(way, Stage.URL);
        if (isFirst) {
            return stage.connwake(jvm.agent(retoucher, argument));
        }
        return stage.connwake(jvm).agent(retoucher, argument);
    }
}
