package io.connwake.weaving;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringTokenizer;

/** The application's own entry points: each call of such a method is an invocation, whatever its parameters. */
public final class InvocationMethods {
    public static final InvocationMethods NONE = new InvocationMethods();

    private final Map<String, Set<String>> methodsByClass = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    /** Those that were hooked, or told as missing; on whatever thread loads classes. */
    private final Set<String> settled = new HashSet<>();

    private InvocationMethods() {}

    /** Of {@code com.acme.Job#run,com.acme.Queue#receive}; of an inner class {@code com.acme.Job$Part#run}. */
    public static InvocationMethods parse(String text) {
        InvocationMethods parsed = new InvocationMethods();
        StringTokenizer entries = new StringTokenizer(text, ",");
        while (entries.hasMoreTokens()) {
            String entry = entries.nextToken().trim();
            int mark = entry.indexOf('#');
            if (mark > 0 && isName(entry.substring(0, mark)) && isName(entry.substring(mark + 1))) {
                parsed.methodsByClass
                        .computeIfAbsent(entry.substring(0, mark).replace('.', '/'), name -> new HashSet<>())
                        .add(entry.substring(mark + 1));
            } else if (!entry.isEmpty()) {
                parsed.unreadable.add(entry);
            }
        }
        return parsed;
    }

    /** The entries that name no method. */
    public List<String> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Whether a method of that class is one, by the class's internal name. */
    public boolean areIn(String className) {
        return !methodsByClass.isEmpty() && methodsByClass.containsKey(className);
    }

    boolean contain(String className, String method) {
        Set<String> methods = methodsByClass.get(className);
        return methods != null && methods.contains(method);
    }

    void hooked(String className, String method) {
        synchronized (settled) {
            settled.add(entry(className, method));
        }
    }

    /** The entries of a class, which was woven as far as that goes, that are no methods of it; each is returned once. */
    public List<String> missingIn(String className) {
        List<String> missing = new ArrayList<>();
        Set<String> methods = methodsByClass.get(className);
        if (methods != null) {
            synchronized (settled) {
                for (String method : methods) {
                    if (settled.add(entry(className, method))) {
                        missing.add(entry(className, method));
                    }
                }
            }
        }
        return missing;
    }

    /** The entries of all classes that were never loaded, or never could be woven. */
    public List<String> neverMet() {
        List<String> never = new ArrayList<>();
        for (String className : methodsByClass.keySet()) {
            never.addAll(missingIn(className));
        }
        return never;
    }

    private static String entry(String className, String method) {
        return className.replace('/', '.') + '#' + method;
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Character.isJavaIdentifierPart(text.charAt(i)) && text.charAt(i) != '.') {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
