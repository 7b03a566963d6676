package dmail.setup.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.setup.found.Facts;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineChecksTest {
    @TempDir private Path folder;

    @Test
    void tellsWhoHoldsAPort() throws IOException {
        Facts facts =
                site().listening(25, "master").listening(110, "inetd").listening(143, "").facts();

        assertEquals(
                Finding.warning(
                        "port 25 is held by master (process 812); it has to be stopped before the"
                                + " servers start",
                        "systemctl disable --now postfix"),
                PortCheck.look(25, "dmail", facts));
        assertEquals(
                Finding.warning(
                        "port 110 is held by inetd (process 812); take its line out of inetd.conf"
                                + " and send inetd a HUP"),
                PortCheck.look(110, "dmail", facts));
        assertEquals(
                Finding.warning(
                        "port 143 is held by another program; it has to be stopped before the"
                                + " servers start"),
                PortCheck.look(143, "dmail", facts));
    }

    @Test
    void isContentWithAPortThatOurServerHolds() throws IOException {
        Facts facts = site().listening(25, "dsmtp").facts();

        assertEquals(
                Finding.ok("port 25 is held by dsmtp (process 812), which runs already"),
                PortCheck.look(25, "dmail", facts));
        assertEquals(Finding.ok("port 2525 is free"), PortCheck.look(2525, "dmail", facts));
    }

    @Test
    void knowsThatLowPortsNeedRoot() throws IOException {
        Facts facts = site().user("ann").facts();

        assertEquals(
                Finding.warning("only root may listen on port 25, and dmsetup runs as ann"),
                PortCheck.look(25, "ann", facts));
        assertEquals(Finding.ok("port 1024 is free"), PortCheck.look(1024, "ann", facts));
        assertEquals(Finding.ok("port 25 is free"), PortCheck.look(25, "dmail", site().facts()));
    }

    private SiteFacts site() {
        return new SiteFacts(folder.resolve("dmail.conf"));
    }

    @Test
    void looksAtTheDiskOfAFolderThatIsNotThereYet() throws IOException {
        try (FileSystem disk =
                Jimfs.newFileSystem(
                        Configuration.unix().toBuilder().setMaxSize(700L << 20).build())) {
            Path mail = disk.getPath("/var/spool/mail");

            assertEquals(
                    List.of(Finding.ok("/var/spool/mail will be made, 700 MB free")),
                    FolderCheck.look(mail));
            Files.createDirectories(mail);
            assertEquals(
                    List.of(Finding.ok("/var/spool/mail, 700 MB free")), FolderCheck.look(mail));
        }
    }

    @Test
    void warnsOfAFullDiskAndOfAFileInTheWay() throws IOException {
        try (FileSystem disk =
                Jimfs.newFileSystem(
                        Configuration.unix().toBuilder().setMaxSize(400L << 20).build())) {
            assertEquals(
                    List.of(Finding.warning("/mail will be made, 400 MB free, which is little")),
                    FolderCheck.look(disk.getPath("/mail")));
            Files.writeString(disk.getPath("/file"), "");
            assertEquals(
                    List.of(Finding.warning("/file is a file, not a folder")),
                    FolderCheck.look(disk.getPath("/file/mail")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"127.0.0.0/8,::1", "192.168.1.*,10.0.0.0/8,fd00::/8", "203.0.113.99"})
    void letsInNeighbours(String patterns) {
        assertEquals(Optional.empty(), RelayCheck.problem(patterns));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "0.0.0.0/0", "*.*.*.*", "::/0", "0.0.0.0/1,128.0.0.0/1", "10.0.0.1,*"})
    void neverLetsInEverybody(String patterns) {
        assertEquals(
                Optional.of(
                        "that would let everybody send mail to anywhere through this server;"
                                + " spammers find such a one within hours"),
                RelayCheck.problem(patterns));
    }

    @Test
    void namesThePatternThatIsNone() {
        String complaint = RelayCheck.problem("127.0.0.1,neighbours").orElseThrow();

        assertTrue(complaint.startsWith("\"neighbours\" is not an address (192.0.2.1)"), complaint);
    }

    @Test
    void tellsWhoseAFolderIs() throws IOException {
        String owner = Files.getOwner(folder).getName();

        assertEquals(List.of(), RunAsCheck.look(owner, List.of(folder)));
        assertEquals(
                List.of(
                        Finding.warning(
                                folder + " is there already and belongs to " + owner,
                                "chown -R nobody-such: " + folder)),
                RunAsCheck.look("nobody-such", List.of(folder, folder.resolve("not-there"))));
    }
}
