package io.connwake.contracts;

import io.connwake.testing.ChildJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A suite, or some of its classes, in a JVM and a directory of its own. */
final class SuiteRun {
    private static final String RESOURCES = "src/test/resources";

    private final Suite suite;
    private final Path directory;

    SuiteRun(Suite suite, Path directory) {
        this.suite = suite;
        this.directory = directory;
    }

    /** @param classes those to run; all if there are none */
    ChildJvm jvm(Set<String> classes) throws IOException {
        Files.createDirectories(directory);
        unpackResources();
        List<String> jars = new ArrayList<>(Suite.RUNNER);
        jars.addAll(suite.jars);
        List<String> arguments = new ArrayList<>(List.of("execute", "--details=none", "--reports-dir=reports"));
        if (classes.isEmpty()) {
            arguments.add("--include-classname=" + suite.classes);
            arguments.add("--scan-classpath=" + Libraries.find(suite.tests));
        }
        classes.forEach(each -> arguments.add("--select-class=" + each));
        return ChildJvm.ofMain("org.junit.platform.console.ConsoleLauncher")
                .directory(directory)
                .classPath(Libraries.jars(jars))
                .arguments(arguments.toArray(String[]::new));
    }

    /** The tests that passed, as {@code class#test}. */
    Set<String> passed() throws IOException {
        Set<String> passed = told(false);
        passed.removeAll(failed());
        return passed;
    }

    Set<String> failed() throws IOException {
        return told(true);
    }

    private Set<String> told(boolean failed) throws IOException {
        Set<String> tests = new TreeSet<>();
        try (Stream<Path> reports = Files.list(directory.resolve("reports"))) {
            for (Path report : reports.toList()) {
                collect(report, failed, tests);
            }
        }
        return tests;
    }

    private static void collect(Path report, boolean failed, Set<String> tests) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                Element each = (Element) cases.item(i);
                int failures = each.getElementsByTagName("failure").getLength()
                        + each.getElementsByTagName("error").getLength();
                if (failed == failures > 0) {
                    tests.add(each.getAttribute("classname") + "#" + each.getAttribute("name"));
                }
            }
        } catch (ParserConfigurationException | SAXException malformed) {
            throw new IOException(report.toString(), malformed);
        }
    }

    /** Some tests read their files from the source tree. */
    private void unpackResources() throws IOException {
        try (JarFile jar = new JarFile(Libraries.find(suite.tests).toFile())) {
            for (JarEntry each : java.util.Collections.list(jar.entries())) {
                if (!each.isDirectory() && !each.getName().endsWith(".class")) {
                    Path file = directory.resolve(RESOURCES).resolve(each.getName());
                    Files.createDirectories(file.getParent());
                    Files.write(file, jar.getInputStream(each).readAllBytes());
                }
            }
        }
    }
}
