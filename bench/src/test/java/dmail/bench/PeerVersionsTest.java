package dmail.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeerVersionsTest {
    @TempDir private Path root;

    @Test
    void asksEachPeerThatIsInstalled() throws Exception {
        program("postconf", "echo 3.7.11");
        program("dovecot", "echo '2.3.19.1 (9b53102964)'");
        program("exim4", "echo 'Exim version 4.96 #2 built'");

        assertEquals(
                "Postfix 3.7.11, OpenSMTPD not installed, Exim 4.96, Dovecot 2.3.19.1",
                new PeerVersions(root, Optional.empty()).text());
    }

    @Test
    void findsUnpackedPeersInTheirFolder() throws Exception {
        assertEquals(
                "Postfix not installed, OpenSMTPD not installed, Exim not installed,"
                        + " Dovecot not installed",
                new PeerVersions(root, Optional.of(root.resolve("peers"))).text());
    }

    @Test
    void aPeerMayNotTellIt() throws Exception {
        program("dovecot", "echo no >&2; exit 1");

        assertEquals(
                "Postfix not installed, OpenSMTPD not installed, Exim not installed,"
                        + " Dovecot of unknown version",
                new PeerVersions(root, Optional.empty()).text());
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(root.resolve("usr/sbin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
