package dmail.bench;

import dmail.suite.Ran;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for the time of a measurement.
 *
 * @param file the certificate, in PEM
 * @param key its key, in PEM
 */
record Certificate(Path file, Path key) {
    /** Has openssl make one in that folder. */
    static Certificate make(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Certificate made = new Certificate(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        String request = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost";
        List<String> command = new ArrayList<>(List.of(request.split(" ", -1)));
        command.addAll(List.of("-keyout", made.key.toString(), "-out", made.file.toString()));
        Ran.of(command).succeeded();
        return made;
    }

    /** {@return the lines of dmail.conf with which POP3 is served by it alone} */
    List<String> settings() {
        return List.of("tls_certificate " + file, "tls_key " + key, "listen out encryption ssl");
    }

    /** {@return what makes connections that trust this certificate and no other} */
    SSLSocketFactory client() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException missing) {
            throw new IOException(missing);
        }
    }
}
