package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropLayoutTest {
    @TempDir Path spool;

    @ParameterizedTest(name = "{0} drop_prefix {1} hash_spool {2}: {3}")
    @CsvSource({
        // data base name, drop_prefix, hash_spool, drop file below the spool
        "fred,      true,  0, main/fred",
        "fred,      false, 0, main/fred",
        "fred,      true,  1, main/a/fred",
        "fred,      true,  2, main/a/n/fred",
        "acme_fred, true,  0, acme/acme_fred",
        "acme_fred, false, 0, acme/fred",
        "acme_fred, true,  1, acme/r/acme_fred",
        "acme_fred, false, 2, acme/r/e/fred",
    })
    void dm8_impliesADropFile(String name, boolean prefix, int hashSpool, String file) {
        LoginSettings.Naming naming = new LoginSettings.Naming("_", false, prefix);
        DropLayout layout = layout(naming, hashSpool);

        assertEquals(Optional.of(spool.resolve(file)), layout.implied(account(name)));
        assertEquals(Optional.of(spool.resolve(file)), layout.dropFile(account(name), "config"));
        assertEquals(Optional.of(spool.resolve(file)), layout.dropFile(account(name), ""));
    }

    @Test
    void takesTheDataBasesWordForAFile() {
        DropLayout layout = layout(LoginSettings.Naming.DEFAULT, 0);

        assertEquals(
                dropFile("acme/x/fred"), layout.dropFile(account("fred"), spool + "/acme/x/fred"));
        assertEquals(dropFile("main/deep/fred"), layout.dropFile(account("fred"), "deep/fred"));
        assertEquals(dropFile("main/fred"), layout.dropFile(account("fred"), "./fred"));
        assertEquals(
                dropFile("other/fred"), layout.dropFile(account("fred"), spool + "/other/fred"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../fred",
                "x/../fred",
                "SPOOL/main",
                "SPOOL/main/",
                "SPOOL/main/..",
                "SPOOL/acme",
                "SPOOL",
                "/",
                ".",
                "a\0b",
                "a\nb",
                "SPOOL/main/../../x"
            })
    void refusesTheDataBasesWordForAnythingElse(String configured) {
        DropLayout layout = layout(LoginSettings.Naming.DEFAULT, 0);
        String path = configured.replace("SPOOL", spool.toString());

        assertTrue(layout.dropFile(account("fred"), path).isEmpty());
    }

    @Test
    void givesNoDropFileWhereAVirtualDomainsFolderIs() {
        LoginSettings settings = new LoginFixture(spool).settings();
        LoginSettings nested =
                new LoginSettings(
                        settings.hostDomains(),
                        settings.virtualDomains(),
                        List.of(),
                        spool,
                        settings.naming(),
                        0,
                        settings.sysadmin(),
                        settings.locks());
        Domains domains = new Domains(nested);

        Account acme = new Account("acme", domains.main());

        assertTrue(new DropLayout(nested, domains).implied(acme).isEmpty());
    }

    private Optional<Path> dropFile(String file) {
        return Optional.of(spool.resolve(file));
    }

    private DropLayout layout(LoginSettings.Naming naming, int hashSpool) {
        LoginSettings settings = new LoginFixture(spool).settings(naming, hashSpool);
        return new DropLayout(settings, new Domains(settings));
    }

    private Account account(String databaseName) {
        Domains domains = new Domains(new LoginFixture(spool).settings());
        return databaseName.startsWith("acme_")
                ? new Account("fred", domains.virtual().getFirst())
                : new Account(databaseName, domains.main());
    }
}
