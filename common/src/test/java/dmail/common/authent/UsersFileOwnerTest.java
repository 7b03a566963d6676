package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Root manages users whom the servers, under a user of their own, have to read. */
class UsersFileOwnerTest {
    private static final int DMAIL = 4711;

    @TempDir private Path folder;

    @Test
    void aFirstFileBelongsToTheOwnerOfItsFolder() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        Files.setAttribute(folder, "unix:uid", DMAIL);
        Path file = folder.resolve("nwauth.txt");
        new UsersFileEditor(file).put(new UserEntry("bob", "*", Map.of()));
        assertEquals(DMAIL, Files.getAttribute(file, "unix:uid"));
        assertEquals(DMAIL, Files.getAttribute(folder.resolve(".nwauth.txt.lock"), "unix:uid"));
    }
}
