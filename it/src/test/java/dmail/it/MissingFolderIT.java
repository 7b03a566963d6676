package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dmail.suite.Arrivals;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail folder goes away or can't be written: mail waits, or is asked to come again. */
class MissingFolderIT {
    private static final String ANN = "ann@test.example";

    @TempDir private Path folder;

    @Test
    void mailForAFolderThatIsMissingIsNotLost() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").write();
        try (Suite suite = Suite.start(site)) {
            Path elsewhere = folder.resolve("elsewhere");
            Files.move(folder.resolve("mail"), elsewhere);
            boolean accepted = accepts(suite, "missing");
            Files.move(elsewhere, folder.resolve("mail"));

            arrives(site, suite, accepted, "missing");
        }
    }

    @Test
    void mailForAFolderThatIsReadOnlyIsNotLost() throws Exception {
        Needs.root();
        Site site = Site.in(folder).user("ann", "secret").write();
        String mail = folder.resolve("mail").toString();
        Needs.that(
                Ran.of(List.of("mount", "-t", "tmpfs", "none", mail)).status() == 0,
                "no tmpfs mounts here");
        try (Suite suite = Suite.start(site)) {
            Ran.of(List.of("mount", "-o", "remount,ro", mail)).succeeded();
            boolean accepted = accepts(suite, "read-only");
            Ran.of(List.of("mount", "-o", "remount,rw", mail)).succeeded();

            arrives(site, suite, accepted, "read-only");
        } finally {
            Ran.of(List.of("umount", "-l", mail)).succeeded();
        }
    }

    private static boolean accepts(Suite suite, String id) throws Exception {
        int code = Post.send(suite.smtp(), id, ANN).code();
        assertNotEquals(5, code / 100);
        return code == 250;
    }

    private static void arrives(Site site, Suite suite, boolean accepted, String id)
            throws Exception {
        if (!accepted) {
            assertEquals(250, Post.send(suite.smtp(), id, ANN).code());
        }
        assertEquals(1, Arrivals.awaitAll(site.drop("ann"), List.of(id)).size());
    }
}
