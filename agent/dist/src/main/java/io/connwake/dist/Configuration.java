package io.connwake.dist;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The settings in force: agent argument over system property over environment variable over default. A value that can't
 * be read, and a key that does not exist, is named once with what is used instead; nothing where all is switched off.
 */
final class Configuration {
    private static final String PREFIX = "connwake.";

    private final Map<Setting, Object> values = new EnumMap<>(Setting.class);

    private Configuration() {}

    static Configuration read(@Nullable String arguments, Environment environment, Notices notices) {
        Configuration read = new Configuration();
        List<String> mistakes = new ArrayList<>();
        Map<String, String> given = Arguments.split(arguments, mistakes);
        for (Setting setting : Setting.values()) {
            commas(given.get(setting.key), mistakes);
            read.values.put(setting, value(setting, given.remove(setting.key), environment, mistakes));
        }
        for (String unknown : given.keySet()) {
            Environment.ignored(unknown, mistakes);
        }
        environment.unknownKeys(mistakes);
        if (read.flag(Setting.ENABLED)) {
            for (String mistake : mistakes) {
                notices.say(mistake);
            }
        }
        return read;
    }

    /** A comma between two settings makes the second a part of the first one's value. */
    private static void commas(@Nullable String value, List<String> mistakes) {
        if (value == null || value.indexOf(',') < 0 || value.indexOf('=') < 0) {
            return;
        }
        for (Setting each : Setting.values()) {
            if (value.contains("," + each.key + "=")) {
                mistakes.add("'" + value + "' is taken as one value: settings are separated by ';'");
                return;
            }
        }
    }

    boolean flag(Setting setting) {
        return (Boolean) get(setting);
    }

    String text(Setting setting) {
        return (String) get(setting);
    }

    long number(Setting setting) {
        return (Long) get(setting);
    }

    private Object get(Setting setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalStateException(setting.key);
        }
        return value;
    }

    private static Object value(
            Setting setting, @Nullable String argument, Environment environment, List<String> mistakes) {
        String text = argument != null ? argument : environment.property(PREFIX + setting.key);
        if (text == null) {
            text = environment.variable(setting.variable());
        }
        Object usual = Values.parse(setting.kind, setting.usual);
        if (usual == null) {
            throw new IllegalStateException(setting.key);
        }
        if (text == null) {
            return usual;
        }
        Object value = Values.parse(setting.kind, text.trim());
        if (value == null || !Values.isSensible(setting, value)) {
            mistakes.add(PREFIX + setting.key + "='" + text + "' is not " + setting.kind.words + "; " + setting.usual
                    + " is used");
            return usual;
        }
        return setting.kind == Setting.Kind.FILE ? atHome((String) value, environment) : value;
    }

    /** No shell puts the user's home where {@code ~} stands within an option. */
    private static String atHome(String file, Environment environment) {
        String home = environment.property("user.home");
        return home != null && file.startsWith("~/") ? home + file.substring(1) : file;
    }

    /** Where settings come from besides the agent argument. */
    static final class Environment {
        /** Read by the layer's wrapper. */
        private static final String NEXT_WRAPPER = "CONNWAKE_NEXT_WRAPPER";

        private final Properties properties;
        private final Map<String, String> variables;

        Environment(Properties properties, Map<String, String> variables) {
            this.properties = properties;
            this.variables = variables;
        }

        static Environment ofProcess() {
            return new Environment(System.getProperties(), System.getenv());
        }

        @Nullable
        String property(String name) {
            return properties.getProperty(name);
        }

        @Nullable
        String variable(String name) {
            return variables.get(name);
        }

        /** Names what looks like a setting of ours and is none: a misspelt one would else go unnoticed. */
        void unknownKeys(List<String> mistakes) {
            for (Object each : properties.keySet()) {
                if (each instanceof String name && name.startsWith(PREFIX) && !isKnown(name)) {
                    ignored(name, mistakes);
                }
            }
            for (String name : variables.keySet()) {
                if (name.startsWith(Setting.VARIABLE_PREFIX) && !isKnownVariable(name)) {
                    ignored(name, mistakes);
                }
            }
        }

        private static void ignored(String name, List<String> mistakes) {
            mistakes.add("unknown setting '" + name + "' is ignored");
        }

        private static boolean isKnownVariable(String name) {
            if (name.equals(NEXT_WRAPPER)) {
                return true;
            }
            for (Setting setting : Setting.values()) {
                if (name.equals(setting.variable())) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isKnown(String name) {
            for (Setting setting : Setting.values()) {
                if (name.length() == PREFIX.length() + setting.key.length() && name.endsWith(setting.key)) {
                    return true;
                }
            }
            return false;
        }
    }
}
