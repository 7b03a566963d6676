package dmail.common.dropfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dmail.common.io.FolderTrust;
import dmail.common.io.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFoldersTest {
    private static final Owner ALICE = new Owner(4711, 4711);

    private final SafeFolders folders = new SafeFolders(new FolderTrust(OptionalInt.of(0)));
    @TempDir private Path folder;

    @BeforeEach
    void giveTheFolderToAlice() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Files.setAttribute(folder, "unix:mode", 0755);
        Files.setAttribute(folder, "unix:uid", ALICE.uid());
    }

    @Test
    void makesNothingWhereAUserCouldExchangeTheFolder() throws IOException {
        Path drop = folder.resolve("alice");
        String whyUntrusted = folders.whyUntrusted(drop, ALICE).orElseThrow();
        assertTrue(
                whyUntrusted.startsWith(drop + ": not written by a server that is root: "),
                whyUntrusted);
        assertTrue(folders.whyUntrusted(drop, Owner.SERVER).isPresent());
    }

    @Test
    void goesOnWithTheFileThatTheUserHasThere() throws IOException {
        Path drop = Files.createFile(folder.resolve("alice"));
        assertTrue(folders.whyUntrusted(drop, ALICE).isPresent(), "it is root's");
        Files.setAttribute(drop, "unix:uid", ALICE.uid());
        assertEquals(Optional.empty(), folders.whyUntrusted(drop, ALICE));
        assertTrue(folders.whyUntrusted(drop, Owner.SERVER).isPresent());
    }
}
