package io.connwake.report;

import io.connwake.recording.reader.RecordingReader;
import io.connwake.report.document.Document;
import io.connwake.report.document.Source;
import io.connwake.report.facts.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code java -jar connwake.jar COMMAND …}. Entered by name from the jar's main class. */
public final class CommandLine {
    private static final int FINE = 0;
    private static final int WRONG = 1;
    private static final int FOUND = 2;

    private final PrintStream out;
    private final PrintStream err;

    private CommandLine(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** The exit code. */
    public static int run(String[] words, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(out, err);
        try {
            return line.run(List.of(words));
        } catch (Refusal refusal) {
            line.say(String.valueOf(refusal.getMessage()));
            return WRONG;
        } catch (NoSuchFileException gone) {
            line.say("there is no file " + gone.getFile());
            return WRONG;
        } catch (IOException failure) {
            line.say(failure.toString());
            return WRONG;
        } catch (OutOfMemoryError tooMuch) {
            line.say("this does not fit into memory; give the JVM more with -Xmx");
            return WRONG;
        }
    }

    private int run(List<String> words) throws Refusal, IOException {
        if (words.isEmpty()) {
            err.println(Help.general());
            return WRONG;
        }
        List<String> rest = words.subList(1, words.size());
        if (Help.isAskedFor(rest) && Help.has(words.get(0))) {
            return print(Help.of(words.get(0)));
        }
        return switch (words.get(0)) {
            case "report" -> report(rest);
            case "findings" -> findings(rest);
            case "traces" -> traces(rest);
            case "attach", "snapshot" -> new LiveCommand(words.get(0), out).run(rest);
            case "version", "--version", "-version" -> print(Version.of());
            case "help", "--help", "-h", "-?" -> print(rest.isEmpty() ? Help.general() : Help.of(rest.get(0)));
            default ->
                throw new Refusal("there is no command " + words.get(0)
                        + "; java -jar connwake.jar help lists those that there are");
        };
    }

    private int print(String text) {
        out.println(text);
        return FINE;
    }

    private int report(List<String> words) throws Refusal, IOException {
        Arguments arguments = Arguments.of("report", words);
        Destination destination = new Destination(arguments.output() == null ? "report.html" : arguments.output(), out);
        List<Path> files = Recordings.of(arguments.recordings(), this::say);
        destination.check(files);
        Heard heard = Heard.of(files, this::say);
        Document document = new Document(heard.facts());
        String data = document.of(heard.sources(), Version.of(), System.currentTimeMillis());
        destination.write(stream -> Page.write(stream, data));
        if (!destination.isStandardOutput()) {
            print(Listing.plain(destination.name() + ": " + document.verdict()));
        }
        return FINE;
    }

    private int findings(List<String> words) throws Refusal, IOException {
        Arguments arguments = Arguments.of("findings", words);
        if (arguments.output() != null) {
            throw new Refusal("findings has no option -o");
        }
        Heard heard = Heard.of(Recordings.of(arguments.recordings(), this::say), this::say);
        Document document = new Document(heard.facts());
        new Listing(out).print(document);
        return document.findings().stream().anyMatch(Finding::wasConfirmed) ? FOUND : FINE;
    }

    private int traces(List<String> words) throws Refusal, IOException {
        Arguments arguments = Arguments.of("traces", words);
        if (arguments.output() == null) {
            throw new Refusal("traces needs -o FILE, or -o - for standard output");
        }
        Destination destination = new Destination(arguments.output(), out);
        List<Path> files = Recordings.of(arguments.recordings(), this::say);
        destination.check(files);
        destination.write(stream -> copySpans(files, stream));
        return FINE;
    }

    private void copySpans(List<Path> files, OutputStream stream) throws Refusal, IOException {
        List<Source> sources = Heard.read(files, this::say, in -> RecordingReader.copySpans(in, stream));
        if (sources.stream().allMatch(each -> each.reading().spans() == 0)) {
            say("there are no spans in what was recorded");
        }
    }

    private void say(String text) {
        err.println("connwake: " + Listing.plain(text));
    }
}
