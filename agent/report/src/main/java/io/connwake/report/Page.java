package io.connwake.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The page around a document: one file that loads nothing. Its style and its script are allowed by their hashes, and
 * nothing else is.
 */
final class Page {
    private static final String STYLE = "/*style*/";
    private static final String SCRIPT = "/*script*/";
    private static final String POLICY = "<!--csp-->";
    private static final String DATA = "<!--data-->";

    private Page() {}

    /** @param data JSON that can stand in a script element */
    static void write(OutputStream out, String data) throws IOException {
        String style = resource("report.css");
        String script = resource("report.js");
        String page = resource("report.html")
                .replace(POLICY, policy(style, script))
                .replace(STYLE, style)
                .replace(SCRIPT, script);
        int at = page.indexOf(DATA);
        out.write(page.substring(0, at).getBytes(StandardCharsets.UTF_8));
        out.write("<script type=\"application/json\" id=\"data\">".getBytes(StandardCharsets.UTF_8));
        write(out, data, 1 << 16);
        out.write("</script>".getBytes(StandardCharsets.UTF_8));
        out.write(page.substring(at + DATA.length()).getBytes(StandardCharsets.UTF_8));
    }

    /** Piece by piece: surrogates are escaped in it, so that none is cut. */
    private static void write(OutputStream out, String data, int piece) throws IOException {
        for (int from = 0; from < data.length(); from += piece) {
            String part = data.substring(from, Math.min(data.length(), from + piece));
            out.write(part.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String policy(String style, String script) {
        return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '" + hash(script)
                + "'; style-src '" + hash(style) + "'; base-uri 'none'; form-action 'none'\">";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** As a browser counts its lines, which matters to the hash. */
    private static String resource(String name) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the jar lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }
}
