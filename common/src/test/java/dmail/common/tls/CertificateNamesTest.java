package dmail.common.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.common.testing.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateNamesTest {
    @TempDir private Path folder;

    @Test
    void b17_bi25_areTheCommonNameAndTheAlternatives() throws Exception {
        assertEquals(
                Set.of("mail.acme.example", "*.acme.example", "acme.example"),
                names("Mail.ACME.example", "*.acme.example", "acme.example"));
    }

    @Test
    void b17_aCommonNameThatIsNoHostNameIsNone() throws Exception {
        assertEquals(Set.of("a.example"), names("Acme Mail, CN=b.example", "a.example"));
        assertEquals(Set.of(), names("Acme Mail"));
    }

    private Set<String> names(String... names) throws Exception {
        TestCertificate made = TestCertificate.named(names);
        Path file = Files.writeString(folder.resolve("pem"), made.pem() + made.key());
        TlsFiles.Reading.Good good =
                assertInstanceOf(TlsFiles.Reading.Good.class, new TlsFiles(file, file).read());
        return CertificateNames.of(good.identity().certificate());
    }
}
