package dmail.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next run takes away what an interrupted one has left, and nothing else. */
class LeftoversTest {
    @TempDir private Path parent;

    /** A process with our number that began at another time: ours has the number after it. */
    private static RunName over() {
        RunName own = RunName.own();
        return new RunName(own.space(), own.process(), own.started() + 1);
    }

    private Path folderOf(String name) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(name).resolve("1/mail"));
        Files.writeString(folder.resolve("file"), "text");
        return parent.resolve(name);
    }

    @Test
    void takesAwayTheFolderOfARunThatIsOver() throws IOException {
        Path folder = folderOf(over().text());

        Leftovers.takeAway(parent);

        assertFalse(Files.exists(folder));
    }

    @Test
    void endsItsServers() throws Exception {
        Path folder = folderOf(over().text());
        Process server =
                new ProcessBuilder("tail", "-f", folder.resolve("1/mail/file").toString()).start();

        Leftovers.takeAway(parent);

        assertTrue(server.waitFor(20, TimeUnit.SECONDS));
    }

    @Test
    void leavesARunAloneThatGoesOn() throws IOException {
        Path folder = folderOf(RunName.own().text());

        Leftovers.takeAway(parent);

        assertTrue(Files.exists(folder.resolve("1/mail/file")));
    }

    @Test
    void leavesRunsOfAnotherContainerAlone() throws IOException {
        RunName over = over();
        Path folder =
                folderOf(new RunName(over.space() + 1, over.process(), over.started()).text());

        Leftovers.takeAway(parent);

        assertTrue(Files.exists(folder.resolve("1/mail/file")));
    }

    @Test
    void leavesOtherFoldersAlone() throws IOException {
        Path folder = folderOf("dmail-run-of-somebody");

        Leftovers.takeAway(parent);

        assertTrue(Files.exists(folder.resolve("1/mail/file")));
    }

    @Test
    void aNameIsReadAsItIsWritten() {
        assertEquals(Optional.of(RunName.own()), RunName.parse(RunName.own().text()));
    }
}
