package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of services stop a server by halt.sh and take it for gone then. */
class HaltIT {
    /** Longer than it looks between two looks at a process. */
    private static final long A_MOMENT_MILLIS = 600;

    @TempDir private Path folder;
    private Process server;

    /** It ends when its input does: as slowly as a test wants. */
    @BeforeEach
    void startServer() throws IOException {
        server = new ProcessBuilder("cat").start();
    }

    @AfterEach
    void endServer() {
        server.destroyForcibly();
    }

    @Test
    void returnsOnlyWhenTheProcessIsGone() throws Exception {
        Process halt = halt(tell("status", "echo \"pid: " + server.pid() + "\"")).start();

        assertFalse(halt.waitFor(A_MOMENT_MILLIS, TimeUnit.MILLISECONDS), "it does not wait");
        server.getOutputStream().close();
        assertEquals(0, halt.waitFor());
        assertFalse(server.isAlive());
    }

    @Test
    void terminatesAServerThatDoesNotObey() throws Exception {
        Path tell = tell("status) echo \"pid: " + server.pid() + "\";; shutdown", "exit 75");

        Ran.of(halt(tell), "").succeeded();

        assertFalse(server.isAlive());
    }

    @Test
    void isContentWithNothingToStop() throws Exception {
        Ran ran = Ran.of(halt(tell("status", "echo 'no server' >&2; exit 69")), "").succeeded();

        assertEquals("", ran.output() + ran.complaints());
        assertTrue(server.isAlive());
    }

    /** A program that answers one word like this, and is content with the others. */
    private Path tell(String word, String answer) throws IOException {
        String script = "#!/bin/sh\ncase $1 in " + word + ") " + answer + " ;; esac\n";
        Path tell = Files.writeString(folder.resolve("tell"), script);
        return Files.setPosixFilePermissions(tell, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static ProcessBuilder halt(Path tell) {
        Path script = Tree.built().root().resolve("lib/halt.sh");
        return new ProcessBuilder("sh", script.toString(), tell.toString());
    }
}
