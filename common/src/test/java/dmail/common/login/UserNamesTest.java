package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.login.UserNames.Meaning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserNamesTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "false, ann@example.com,  ann,      mail/ann",
        "false, Ann@example.org,  ann,      mail/ann",
        "false, ann@acme.example, acme_ann, acme/acme_ann",
        "true,  ann@example.com,  ann@example.com,  mail/ann",
        "true,  ann@acme.example, ann@acme.example, acme/acme_ann"
    })
    void goFromAddressToNameAndDropFile(
            boolean withDomain, String address, String name, String file) throws IOException {
        UserNames names = names("authent_domain " + withDomain);

        assertEquals(
                new Meaning.User(name, Optional.of(folder.resolve(file))), meaning(names, address));
    }

    @ParameterizedTest
    @CsvSource({
        "ann, ann@example.com",
        "acme_ann, ann@acme.example",
        "acmeann, acmeann@example.com",
        "ann@acme.example, ann@acme.example"
    })
    void goFromNameToAddress(String name, String address) throws IOException {
        assertEquals(address, names("").address(name));
    }

    @Test
    void refuseWhatIsNobodys() throws IOException {
        assertEquals(
                new Meaning.Nobody("else.example is neither a host_domain nor a vdomain's domain"),
                meaning(names(""), "ann@else.example"));
        Meaning.Nobody nobody =
                assertInstanceOf(Meaning.Nobody.class, meaning(names(""), "acme_ann@example.com"));
        assertTrue(nobody.why().contains("acme_"), nobody::why);
    }

    private static Meaning meaning(UserNames names, String address) {
        return names.meaning(EmailAddress.parse(address).orElseThrow());
    }

    private UserNames names(String line) throws IOException {
        for (String name : new String[] {"mail", "work", "acme"}) {
            Files.createDirectories(folder.resolve(name));
        }
        Path file =
                Files.writeString(
                        folder.resolve("dmail.conf"),
                        """
                        host_domain example.com
                        host_domain example.org
                        drop_path mail
                        work_path work
                        vdomain acme acme.example acme
                        """
                                + line
                                + "\n");
        return UserNames.of(ConfigReader.read(file, Server.DSMTP).configuration());
    }
}
