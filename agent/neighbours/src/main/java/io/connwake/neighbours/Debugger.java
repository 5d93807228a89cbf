package io.connwake.neighbours;

import io.connwake.testing.ChildJvm;
import java.io.IOException;

/** A debugger that stops the program wherever an order is placed, and puts the pool's connection anew as after a compilation. */
final class Debugger implements Neighbour {
    private static final int ORDERS_PLACED = 5;

    @Override
    public String name() {
        return "debugger with breakpoints and a redefined class";
    }

    @Override
    public ChildJvm arranged(Stage stage) throws IOException {
        DebugSession session = DebugSession.listening();
        stage.claim("each order was stopped at, the class redefined", () -> session.stops() == ORDERS_PLACED);
        return stage.connwake(stage.orders()
                .option("-agentlib:jdwp=transport=dt_socket,server=n,suspend=y,address=" + session.address()));
    }
}
