package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.testing.FakeUsers;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to drop files when hash_spool is set to 2 on a site that had it at 0. */
class SpoolMoveTest {
    @TempDir Path spool;
    private final MemoryLog log = new MemoryLog();
    private Path old;
    private Path hashed;

    @BeforeEach
    void oldSite() throws IOException {
        old = Files.createDirectory(spool.resolve("main")).resolve("fred");
        hashed = spool.resolve("main/a/n/fred");
    }

    @Test
    void movesTheMailOnce() throws IOException {
        Files.writeString(old, "From old mail");

        assertEquals(hashed, found());
        assertEquals("From old mail", Files.readString(hashed));
        assertFalse(Files.exists(old));
        assertEquals(hashed, found());
        assertEquals(1, log.lines().stream().filter(line -> line.contains("moved")).count());
    }

    @Test
    void movesTheMailOfOneLevelAndTheForwardFileBesideIt() throws IOException {
        Path level = Files.createDirectory(spool.resolve("main/a"));
        Files.writeString(level.resolve("fred"), "From old mail");
        Files.writeString(level.resolve("fred.fwd"), "bob@b.example\n");

        assertEquals(hashed, found());
        assertEquals("From old mail", Files.readString(hashed));
        assertEquals("bob@b.example\n", Files.readString(hashed.resolveSibling("fred.fwd")));
        assertFalse(Files.exists(level.resolve("fred.fwd")));
    }

    @Test
    void goesOnWithAMoveThatWasCutShort() throws IOException {
        Files.writeString(old, "From old mail");
        Files.createDirectories(hashed.getParent());
        Files.createLink(hashed, old);

        assertEquals(hashed, found());
        assertEquals("From old mail", Files.readString(hashed));
        assertFalse(Files.exists(old));
    }

    @Test
    void neverOverwritesMail() throws IOException {
        Files.writeString(old, "From old mail");
        Files.createDirectories(hashed.getParent());
        Files.writeString(hashed, "From new mail");

        assertEquals(hashed, found());
        assertEquals("From new mail", Files.readString(hashed));
        assertEquals("From old mail", Files.readString(old));
        assertTrue(log.lines().getFirst().contains("not served"), log.lines().toString());
    }

    @Test
    void makesNothingForAUserWithoutMail() {
        assertEquals(hashed, found());
        assertFalse(Files.exists(old));
        assertFalse(Files.exists(hashed.getParent()));
    }

    @Test
    void movesNoFolderAndNoLink() throws IOException {
        Files.createSymbolicLink(old, spool.resolve("elsewhere"));

        assertEquals(hashed, found());
        assertTrue(Files.isSymbolicLink(old));
        assertFalse(Files.exists(hashed.getParent()));
    }

    private Path found() {
        LoginSettings settings = new LoginFixture(spool).settings(LoginSettings.Naming.DEFAULT, 2);
        FakeUsers users = new FakeUsers().with("fred", "secret");
        try (Accounts accounts = new Accounts(settings, users, log)) {
            EmailAddress fred = EmailAddress.parse("fred@main.example").orElseThrow();
            return assertInstanceOf(Lookup.Found.class, accounts.recipient(fred))
                    .mailbox()
                    .dropFile();
        }
    }
}
