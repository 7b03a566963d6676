package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.Ran;
import dmail.suite.Site;
import dmail.suite.SmtpClient;
import dmail.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No space for mail or for work: said at once, nothing lost, and over when there is space again.
 */
class FullDiskIT {
    private static final String ANN = "ann@test.example";
    private static final byte[] BODY =
            dmail.suite.ProvableMessage.body(20_000, new SplittableRandom(1));

    @TempDir private Path folder;
    private Path small;

    @BeforeEach
    void mounts() throws Exception {
        Needs.root();
        small = Files.createDirectories(folder.resolve("small"));
        Ran mount =
                Ran.of(List.of("mount", "-t", "tmpfs", "-o", "size=64m", "none", small.toString()));
        Needs.that(mount.status() == 0, "no tmpfs mounts here");
    }

    @AfterEach
    void unmounts() throws Exception {
        Ran.of(List.of("umount", "-l", small.toString())).succeeded();
    }

    @Test
    void mailThatFindsNoSpaceInTheMailFolderArrivesWhenThereIsSome() throws Exception {
        Site site = mailOn(small);
        try (Suite suite = Suite.start(site)) {
            assertEquals(250, Post.send(suite.smtp(), "before", ANN, BODY).code());
            Arrivals.await(site.path("small/ann"), 1);
            Path ballast = fill();
            List<String> accepted = new ArrayList<>(List.of("before"));
            for (int number = 0; number < 20; number++) {
                if (Post.send(suite.smtp(), "full" + number, ANN, BODY).code() == 250) {
                    accepted.add("full" + number);
                }
            }
            Files.delete(ballast);

            List<byte[]> arrived = Arrivals.awaitAll(site.path("small/ann"), accepted);
            assertEquals(accepted.size(), arrived.size());
            assertEquals(0, suite.dsmtp().stop());
        }
    }

    @Test
    void noSpaceForWorkIsSaidBeforeAnythingIsAcceptedAndIsOverWithoutARestart() throws Exception {
        Site site = workOn(small);
        try (Suite suite = Suite.start(site)) {
            assertEquals(250, Post.send(suite.smtp(), "before", ANN, BODY).code());
            Path ballast = fill();
            List<String> accepted = new ArrayList<>(List.of("before"));
            SmtpClient.Reply reply = sendUntilRefused(suite, accepted);
            assertEquals(4, reply.code() / 100, reply::toString);
            Files.delete(ballast);

            assertEquals(250, Post.send(suite.smtp(), "after", ANN, BODY).code());
            accepted.add("after");
            List<byte[]> arrived = Arrivals.awaitAll(site.drop("ann"), accepted);
            assertEquals(accepted.size(), arrived.size());
        }
    }

    /** The journal has room of its own: it takes a while until the disk matters. */
    private static SmtpClient.Reply sendUntilRefused(Suite suite, List<String> accepted)
            throws IOException, InterruptedException {
        byte[] large = dmail.suite.ProvableMessage.body(1_000_000, new SplittableRandom(2));
        for (int number = 0; number < 200; number++) {
            SmtpClient.Reply reply = Post.send(suite.smtp(), "full" + number, ANN, large);
            if (!reply.good()) {
                return reply;
            }
            accepted.add("full" + number);
        }
        throw new AssertionError("Never refused though the disk is full");
    }

    private Path fill() throws IOException, InterruptedException {
        Path ballast = small.resolve("ballast");
        Ran dd = Ran.of(List.of("dd", "if=/dev/zero", "of=" + ballast, "bs=4k"));
        assertTrue(dd.status() != 0, "the disk did not fill");
        return ballast;
    }

    private Site mailOn(Path mail) throws Exception {
        return Site.in(folder).line("drop_path " + mail).user("ann", "secret").write();
    }

    private Site workOn(Path work) throws Exception {
        return Site.in(folder).line("work_path " + work).user("ann", "secret").write();
    }
}
