package io.connwake.report.document;

import io.connwake.pipeline.model.Names;
import io.connwake.report.facts.Finding;
import io.connwake.report.facts.Pool;
import io.connwake.report.facts.Values;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Settings that findings advise, beside the value in force. */
final class AdviceSection {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?<![\\w.-])([A-Za-z][\\w-]*)=([\\w.:-]*\\w)(?: (ms|s))?");

    /** What is called so in one pool or another; all in lower case. */
    private static final Map<String, Set<String>> PROPERTIES = properties();

    private final Selection selection;

    AdviceSection(Selection selection) {
        this.selection = selection;
    }

    private static Map<String, Set<String>> properties() {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        names.put(
                Names.POOL_LIMIT,
                Set.of("maximumpoolsize", "maxtotal", "maxactive", "maxpoolsize", "poolmaxsize", "maxsize"));
        names.put(
                Names.POOL_MINIMUM_IDLE, Set.of("minimumidle", "minidle", "minpoolsize", "poolinitialsize", "minsize"));
        names.put(Names.POOL_MAXIMUM_IDLE, Set.of("maxidle"));
        names.put(
                Names.POOL_MAXIMUM_LIFETIME,
                Set.of("maxlifetime", "maxconnlifetimemillis", "maxage", "maxconnectionage", "phytimeoutmillis"));
        names.put(
                Names.POOL_IDLE_TIMEOUT,
                Set.of("idletimeout", "minevictableidletimemillis", "maxidletime", "reaptimeout"));
        names.put(
                Names.POOL_KEEPALIVE,
                Set.of("keepalivetime", "timebetweenevictionrunsmillis", "idleconnectiontestperiod"));
        names.put(Names.POOL_VALIDATION_TIMEOUT, Set.of("validationtimeout", "validationquerytimeout"));
        names.put(
                Names.POOL_ACQUIRE_TIMEOUT,
                Set.of("connectiontimeout", "maxwaitmillis", "maxwait", "checkouttimeout", "acquisitiontimeout"));
        names.put(Names.POOL_LEAK_THRESHOLD, Set.of("leakdetectionthreshold", "removeabandonedtimeout"));
        names.put(Names.POOL_TESTS_ON_BORROW, Set.of("testonborrow", "testconnectiononcheckout"));
        return names;
    }

    void write(Json json) {
        Set<String> told = new HashSet<>();
        json.array("advice");
        for (int i = 0; i < selection.findings().size(); i++) {
            Finding finding = selection.findings().get(i);
            Pool pool = selection.pool(finding);
            if (finding.isConfirmed() && selection.index(pool) >= 0) {
                for (String text : texts(finding.attributes().get(Names.FINDING_ADVICE))) {
                    write(json, text, pool, i, told);
                }
            }
        }
        json.close(']');
    }

    private void write(Json json, String text, @Nullable Pool pool, int finding, Set<String> told) {
        Matcher matcher = ASSIGNMENT.matcher(text);
        while (pool != null && matcher.find()) {
            String unit = matcher.group(3) == null ? "" : " " + matcher.group(3);
            if (told.add(pool.index + "\n" + matcher.group(1) + "\n" + matcher.group(2) + "\n" + finding)) {
                json.open('{').number("pool", selection.index(pool)).text("property", matcher.group(1));
                json.text("inForce", inForce(pool, matcher.group(1)));
                json.text("advised", matcher.group(2) + unit)
                        .number("finding", finding)
                        .close('}');
            }
        }
    }

    private static List<String> texts(@Nullable Object advice) {
        List<String> texts = new ArrayList<>();
        if (advice instanceof List<?> list) {
            list.forEach(each -> texts.add(String.valueOf(each)));
        } else if (advice != null) {
            texts.add(String.valueOf(advice));
        }
        return texts;
    }

    /** Null if it is not known. */
    private static @Nullable String inForce(Pool pool, String property) {
        String wanted = property.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Set<String>> each : PROPERTIES.entrySet()) {
            if (each.getValue().contains(wanted)) {
                Object value = pool.settings().get(each.getKey());
                long nanos = Values.nanos(pool.settings(), each.getKey(), -1);
                return value instanceof Double ? Words.seconds(nanos) : value == null ? null : String.valueOf(value);
            }
        }
        return null;
    }
}
