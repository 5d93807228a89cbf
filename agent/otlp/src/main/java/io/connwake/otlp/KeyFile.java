package io.connwake.otlp;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/** A file for TLS, read as the SDK will read it, which starts nothing where it can't and does not name the file. */
final class KeyFile {
    private static final int DER_SEQUENCE = 0x30;

    private KeyFile() {}

    /** What is wrong with a file of certificates, null if nothing is. */
    static @Nullable String objectionToCertificates(String file) {
        try (FileInputStream in = new FileInputStream(file)) {
            boolean isEmpty = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .isEmpty();
            return isEmpty ? "holds no X.509 certificate" : null;
        } catch (CertificateException other) {
            return "holds no X.509 certificate";
        } catch (IOException hidden) {
            return "can't be read";
        }
    }

    /** OpenSSL's older forms ({@code BEGIN RSA PRIVATE KEY}, {@code BEGIN EC PRIVATE KEY}) are none that the JDK reads. */
    static @Nullable String objectionToKey(String file) {
        try (FileInputStream in = new FileInputStream(file)) {
            byte[] bytes = in.readAllBytes();
            boolean isDer = bytes.length > 0 && bytes[0] == DER_SEQUENCE;
            String text = isDer ? "" : new String(bytes, StandardCharsets.ISO_8859_1).trim();
            return isDer || text.startsWith("-----BEGIN PRIVATE KEY-----") ? null : "is no private key in PKCS#8";
        } catch (IOException hidden) {
            return "can't be read";
        }
    }
}
