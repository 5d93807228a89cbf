package io.connwake.neighbours;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.jar.JarFile;

/** Waits for one JVM to connect and debugs it until it ends, on a thread of its own. */
final class DebugSession implements Callable<Integer> {
    private static final String ORDERS = "com.example.orders.Orders";
    private static final String POOLED = "com.zaxxer.hikari.pool.ProxyConnection";

    private final FutureTask<Integer> end = new FutureTask<>(this);
    private final ListeningConnector connector;
    private final Map<String, Connector.Argument> arguments;
    private final String address;

    private DebugSession() throws IOException, IllegalConnectorArgumentsException {
        connector = Bootstrap.virtualMachineManager().listeningConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketListen"))
                .findFirst()
                .orElseThrow();
        arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("localAddress")).setValue("127.0.0.1");
        address = connector.startListening(arguments);
    }

    static DebugSession listening() throws IOException {
        try {
            DebugSession session = new DebugSession();
            Thread thread = new Thread(session.end, "debugger");
            thread.setDaemon(true);
            thread.start();
            return session;
        } catch (IllegalConnectorArgumentsException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    String address() {
        return address.replaceFirst(".*:", "127.0.0.1:");
    }

    /** How often it stopped the program; known when that has ended. */
    int stops() throws Exception {
        return end.get();
    }

    @Override
    public Integer call() throws Exception {
        VirtualMachine jvm = connector.accept(arguments);
        connector.stopListening(arguments);
        ClassPrepareRequest prepared = jvm.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(ORDERS);
        prepared.enable();
        int stops = 0;
        try {
            for (EventSet events = jvm.eventQueue().remove();
                    ;
                    events = jvm.eventQueue().remove()) {
                for (Event each : events) {
                    stops += on(each, jvm, stops) ? 1 : 0;
                }
                events.resume();
            }
        } catch (VMDisconnectedException ended) {
            return stops;
        }
    }

    private static boolean on(Event event, VirtualMachine jvm, int stops)
            throws IOException, IncompatibleThreadStateException {
        if (event instanceof ClassPrepareEvent loaded) {
            ReferenceType orders = loaded.referenceType();
            jvm.eventRequestManager()
                    .createBreakpointRequest(
                            orders.methodsByName("place").get(0).location())
                    .enable();
        }
        if (!(event instanceof BreakpointEvent stop)) {
            return false;
        }
        if (stops == 0) {
            jvm.redefineClasses(Map.of(jvm.classesByName(POOLED).get(0), pooled()));
        }
        return stop.thread().frameCount() > 1;
    }

    private static byte[] pooled() throws IOException {
        try (JarFile pool = new JarFile(Stage.library("HikariCP").toFile())) {
            return pool.getInputStream(pool.getEntry(POOLED.replace('.', '/') + ".class"))
                    .readAllBytes();
        }
    }
}
