package io.connwake.report.document;

import io.connwake.pipeline.model.Attributes;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Finding;
import io.connwake.report.facts.Instance;
import io.connwake.report.facts.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The whole document. */
public final class Document {
    private final Facts facts;
    private final Selection selection;

    public Document(Facts facts) {
        this.facts = facts;
        this.selection = new Selection(facts);
    }

    /** Those that are shown, in their order. */
    public List<Finding> findings() {
        return selection.findings();
    }

    /** How many more there are. */
    public int findingsLeftOut() {
        return selection.allFindings().size() - selection.findings().size();
    }

    /** All findings in one sentence; without any, what failed. */
    public String verdict() {
        return new Verdict(facts, selection.allFindings()).sentence();
    }

    /** The JSON. */
    public String of(List<Source> sources, String version, long nowMillis) {
        Json json = new Json();
        int[] order = Order.byStart(facts.leases);
        json.open('{').text("version", version).number("madeAt", nowMillis);
        json.time("start", facts.startNanos()).time("end", facts.endNanos());
        sources(json, sources);
        processes(json);
        new FindingSection(facts, selection).write(json);
        new PoolSection(facts, selection, order).write(json);
        new LifelineSection(facts, selection, order).write(json);
        new InvocationSection(facts).write(json);
        new IdleSection(facts).write(json);
        new FleetSection(facts).write(json);
        new AdviceSection(selection).write(json);
        new HealthSection(facts).write(json);
        return json.close('}').toString();
    }

    private static void sources(Json json, List<Source> sources) {
        json.array("recordings");
        for (Source each : sources) {
            json.open('{')
                    .text("file", each.file())
                    .number("lines", each.reading().lines());
            json.number("spans", each.reading().spans())
                    .truth("torn", each.reading().isTorn());
            json.number("unreadable", each.reading().unreadable()).close('}');
        }
        json.close(']');
    }

    private void processes(Json json) {
        json.array("processes");
        for (Instance each : facts.processes) {
            Attributes of = each.resource;
            json.open('{').text("service", Values.text(of, "service.name"));
            json.text("instance", Values.text(of, "service.instance.id"));
            json.count("pid", Values.whole(of, "process.pid", -1)).text("host", Values.text(of, "host.name"));
            json.text("runtime", runtime(of)).text("function", Values.text(of, "faas.name"));
            if (each.isSeen()) {
                json.time("start", each.startNanos()).time("end", each.endNanos());
            }
            json.text("init", Values.text(of, "connwake.environment.init_type")).close('}');
        }
        json.close(']');
    }

    private static @Nullable String runtime(Attributes resource) {
        String name = Values.text(resource, "process.runtime.name");
        String version = Values.text(resource, "process.runtime.version");
        return name == null || version == null ? name : name + " " + version;
    }
}
