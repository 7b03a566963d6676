package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.ProvableMessage;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mail folder goes away or can't be written: mail waits, or is asked to come again. */
class MissingFolderIT {
    private static final String ANN = "ann@test.example";
    private static final String FAR = "ben@far.example";

    /** Nobody but root could listen there, and nobody does. */
    private static final int DEAD = 9;

    private static final byte[] LARGE = ProvableMessage.body(300_000, new SplittableRandom(1));

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

    @Test
    void foldersOfTheServerThatCannotBeChangedAreSaidAtOnceAndLoseNothing() throws Exception {
        Needs.root();
        Site site =
                Site.in(folder).user("ann", "secret").line("gateway * 127.0.0.1:" + DEAD).write();
        try (Suite suite = Suite.start(site)) {
            Needs.that(changeable(false), "nothing can be made immutable here");
            try {
                assertEquals(451, Post.send(suite.smtp(), "large", ANN, LARGE).code());
                suite.dsmtp().await("error: ");
                assertEquals(250, Post.send(suite.smtp(), "waits", FAR).code());
                suite.dsmtp().await("cannot change queue file");
            } finally {
                changeable(true);
            }
            assertEquals(250, Post.send(suite.smtp(), "later", ANN, LARGE).code());
            assertEquals(1, Arrivals.awaitAll(site.drop("ann"), List.of("later")).size());
            assertTrue(suite.stop());
        }
        try (Suite suite = Suite.start(site)) {
            suite.dsmtp().await("deferred to=" + FAR);
        }
    }

    /** Turns the folders for large messages and for waiting ones; {@return whether that is so}. */
    private boolean changeable(boolean changeable) throws Exception {
        String mode = changeable ? "-i" : "+i";
        String work = folder.resolve("work").toString();
        return Ran.of(List.of("chattr", mode, work + "/spool", work + "/queue")).status() == 0;
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
