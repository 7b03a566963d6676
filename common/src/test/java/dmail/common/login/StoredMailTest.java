package dmail.common.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.read.ConfigReader;
import dmail.common.io.Owner;
import dmail.common.mbox.DropStamp;
import dmail.common.mbox.IndexHead;
import dmail.common.testing.MemoryLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mail of users' own stores is found wherever dpop may have put it. */
class StoredMailTest {
    @TempDir private Path folder;
    private final MemoryLog log = new MemoryLog();

    private long octets(String lines, MailDomain home, String drop) throws IOException {
        Path file = folder.resolve("dmail.conf");
        Files.writeString(
                file,
                """
                host_domain test.example
                drop_path in
                work_path work
                vdomain acme /acme acme.example acme
                """
                        + lines);
        Configuration configuration = ConfigReader.read(file, Server.DSMTP).configuration();
        Path dropFile = folder.resolve(drop);
        String name = String.valueOf(dropFile.getFileName());
        Account account = new Account("fred", home);
        return StoredMail.of(configuration, log)
                .octets(new Mailbox(account, name, dropFile, Owner.SERVER, Map.of()));
    }

    private long freds(String lines) throws IOException {
        return freds(lines, "in/fred");
    }

    private long freds(String lines, String drop) throws IOException {
        MailDomain main = new MailDomain.Main(new Domain("test.example"), folder.resolve("in"));
        return octets(lines, main, drop);
    }

    private void store(String place, long octets) throws IOException {
        Path store = Files.createDirectories(folder.resolve(place));
        Files.writeString(store.resolve("mail"), "records\n");
        ByteBuffer head = ByteBuffer.allocate(IndexHead.LENGTH);
        new IndexHead(DropStamp.of(store.resolve("mail")).orElseThrow(), octets).writeTo(head);
        Files.write(store.resolve("index"), head.array());
    }

    private void wereOnce(String... roots) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String root : roots) {
            lines.append(folder.resolve(root)).append('\n');
        }
        Files.createDirectories(folder.resolve("work"));
        Files.writeString(folder.resolve("work/bin_paths"), lines);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource({
        "bin/fred.bin,     in/fred,     bin_path bin",
        "bin/a/fred.bin,   in/fred,     bin_path bin|hash_bindir true",
        "bin/a/n/fred.bin, in/a/n/fred, bin_path bin|hash_bindir true|hash_spool 2",
        // The settings have changed, and fred has not logged in since.
        "bin/a/fred.bin,   in/fred,     bin_path bin",
        "bin/fred.bin,     in/fred,     bin_path bin|hash_bindir true",
        "old/fred.bin,     in/fred,     bin_path bin",
        "old/fred.bin,     in/fred,     ''",
        "bin/fred.bin,     in/fred,     bin_path bin|use_drop true",
        "bin/fred.bin,     in/fred,     bin_path bin|drop_users f*",
    })
    void findsTheStore(String place, String drop, String lines) throws IOException {
        wereOnce("old", "bin");
        store(place, 4711);

        assertEquals(4711, freds(lines.replace('|', '\n') + "\n", drop));
    }

    @Test
    void dm8_findsTheStoreOfAVirtualDomain() throws IOException {
        store("bin/acme_fred.bin", 4711);
        store("bin/fred.bin", 1);
        MailDomain acme =
                new MailDomain.Virtual("acme", new Domain("acme.example"), folder.resolve("acme"));

        assertEquals(4711, octets("bin_path bin\n", acme, "acme/acme_fred"));
    }

    @Test
    void countsNothingWhereNobodyHasAStore() throws IOException {
        assertEquals(0, freds(""));
        assertEquals(0, freds("bin_path bin\n"));
    }

    /** What mail is taken never depends on a file that is only a memory. */
    @Test
    void goesOnWithoutTheListOfFormerPlaces() throws IOException {
        Files.createDirectories(folder.resolve("work"));
        Files.writeString(folder.resolve("work/bin_paths"), "/a\0b\n");
        store("bin/fred.bin", 4711);

        assertEquals(4711, freds("bin_path bin\n"));
        assertTrue(
                log.lines().getFirst().contains("earlier stores not counted reason="),
                log.lines().getFirst());
    }
}
