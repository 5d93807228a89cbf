package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The exec wrapper with commands that tell what they were run with, unpacked where a path has spaces. */
class WrapperTest {
    private static final String[] FUNCTION = {
        "-XX:+UseSerialGC",
        "-Dtitle=two words",
        "-Dempty=",
        "",
        "*",
        "-classpath",
        "a b.jar:c.jar",
        "AWSLambda",
        "$HOME`id`"
    };

    @TempDir
    Path temporary;

    private final Map<String, String> variables = new HashMap<>();
    private Path wrapper = Path.of("");
    private Path agent = Path.of("");
    private String java = "";

    @BeforeEach
    void unpack() throws IOException {
        Path opt = Files.createDirectories(temporary.resolve("o p t"));
        wrapper = opt.resolve("connwake-handler");
        Files.copy(Path.of("src/layer/connwake-handler"), wrapper);
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        agent = Files.createDirectories(opt.resolve("connwake")).resolve("connwake.jar");
        Files.writeString(agent, "a jar");
        java = script("java", "").toString();
    }

    @Test
    void puts_the_agent_first_and_passes_all_else_as_it_is() throws Exception {
        Run run = wrapped(java, FUNCTION);
        assertThat(run.told()).startsWith("java", "-javaagent:" + agent).endsWith(FUNCTION);
        assertThat(run.told()).hasSize(2 + FUNCTION.length);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void becomes_the_function_instead_of_waiting_for_it() throws Exception {
        Run run = wrapped(script("java", "echo pid $$").toString());
        assertThat(run.out()).contains("pid " + run.pid() + "\n");
    }

    @Test
    void ends_as_the_function_ends() throws Exception {
        assertThat(wrapped(script("java", "exit 7").toString()).code()).isEqualTo(7);
    }

    @Test
    void runs_the_function_untouched_where_the_jar_is_missing() throws Exception {
        Files.delete(agent);
        isUntouched(wrapped(java, FUNCTION), agent + " is not there to be read");
    }

    @Test
    void runs_the_function_untouched_where_the_jar_is_empty() throws Exception {
        Files.writeString(agent, "");
        isUntouched(wrapped(java, FUNCTION), agent + " is not there to be read");
    }

    @Test
    void runs_another_layers_wrapper_with_the_agent_in_the_command() throws Exception {
        Path next = script("other wrapper", "unset x; exec \"$@\"");
        variables.put("CONNWAKE_NEXT_WRAPPER", next.toString());
        Run run = wrapped(java, FUNCTION);
        assertThat(run.told()).startsWith("other wrapper", java, "-javaagent:" + agent);
        assertThat(run.out()).contains("\n[java]\n[-javaagent:" + agent + "]\n[-XX:+UseSerialGC]\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void runs_another_wrapper_that_lies_beside_the_function() throws Exception {
        script("other", "exec \"$@\"");
        variables.put("CONNWAKE_NEXT_WRAPPER", "other");
        Run run = wrapped(java, FUNCTION);
        assertThat(run.told()).startsWith("other", java, "-javaagent:" + agent);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void leaves_the_other_wrapper_its_place_where_only_the_jar_is_missing() throws Exception {
        Files.delete(agent);
        variables.put("CONNWAKE_NEXT_WRAPPER", script("other", "").toString());
        assertThat(wrapped(java, "x").told()).containsExactly("other", java, "x");
    }

    @Test
    void runs_the_function_untouched_where_the_other_wrapper_is_missing() throws Exception {
        variables.put("CONNWAKE_NEXT_WRAPPER", "/opt/no such wrapper");
        isUntouched(wrapped(java, FUNCTION), "CONNWAKE_NEXT_WRAPPER '/opt/no such wrapper' is no executable file");
    }

    @Test
    void runs_the_function_untouched_where_the_other_wrapper_can_not_be_run() throws Exception {
        Path next = Files.writeString(temporary.resolve("text"), "text");
        variables.put("CONNWAKE_NEXT_WRAPPER", next.toString());
        isUntouched(wrapped(java, FUNCTION), "CONNWAKE_NEXT_WRAPPER '" + next + "' is no executable file");
    }

    @Test
    void does_not_go_on_for_ever_where_it_names_itself() throws Exception {
        variables.put("CONNWAKE_NEXT_WRAPPER", wrapper.toString());
        Run run = wrapped(java, "x");
        assertThat(run.told()).containsExactly("java", "-javaagent:" + agent, "x");
    }

    @Test
    void adds_no_second_agent() throws Exception {
        variables.put("JAVA_TOOL_OPTIONS", "-Xmx64m -javaagent:" + agent);
        assertThat(wrapped(java, "x").told()).containsExactly("java", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "off", "No", "0"})
    void adds_nothing_where_the_agent_is_switched_off(String off) throws Exception {
        variables.put("CONNWAKE_ENABLED", off);
        Run run = wrapped(java, FUNCTION);
        assertThat(run.told()).hasSize(1 + FUNCTION.length);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void leaves_a_function_alone_that_is_not_javas() throws Exception {
        String python = script("python3.13", "").toString();
        Run run = wrapped(python, "bootstrap.py");
        assertThat(run.told()).containsExactly("python3.13", "bootstrap.py");
        assertThat(run.err()).hasLineCount(1).contains("'" + python + "' is not the java command");
    }

    @Test
    void fails_as_the_function_would_where_there_is_no_such_java() throws Exception {
        Run run = wrapped("/var/lang/bin/no/java", FUNCTION);
        assertThat(run.code()).isEqualTo(127);
        assertThat(run.err()).contains("/var/lang/bin/no/java");
    }

    @Test
    void says_what_it_is_where_there_is_no_command() throws Exception {
        Run run = run(List.of(wrapper.toString()));
        assertThat(run.code()).isEqualTo(127);
        assertThat(run.err()).isEqualTo("connwake: no command to run; this is an AWS_LAMBDA_EXEC_WRAPPER\n");
    }

    private void isUntouched(Run run, String why) {
        assertThat(run.told()).startsWith("java").endsWith(FUNCTION).hasSize(1 + FUNCTION.length);
        assertThat(run.err()).isEqualTo("connwake: " + why + "; the function runs without the agent\n");
        assertThat(run.code()).isZero();
    }

    /** Tells its name and arguments, one a line, and does more. */
    private Path script(String name, String more) throws IOException {
        String text = "#!/bin/sh\nfor each in \"${0##*/}\" \"$@\"; do printf '[%s]\\n' \"$each\"; done\n" + more + "\n";
        Path script = Files.writeString(temporary.resolve(name), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private Run wrapped(String command, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(wrapper.toString(), command));
        all.addAll(List.of(arguments));
        return run(all);
    }

    private Run run(List<String> command) throws Exception {
        Path err = temporary.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(temporary.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/bin:/bin");
        builder.environment().putAll(variables);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.pid(), process.waitFor(), out, Files.readString(err));
    }

    private record Run(long pid, int code, String out, String err) {
        /** The name and arguments of what was run first. */
        List<String> told() {
            List<String> told = new ArrayList<>();
            for (String line : out.lines().toList()) {
                boolean another = !told.isEmpty() && line.equals("[java]");
                if (another || !line.startsWith("[")) {
                    break;
                }
                told.add(line.substring(1, line.length() - 1));
            }
            return told;
        }
    }
}
