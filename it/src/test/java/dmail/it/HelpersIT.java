package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.Suite;
import dmail.suite.Tree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The external program that knows the users misbehaves: that is our trouble, never the mail's. */
class HelpersIT {
    private static final Duration RECOVERY = Duration.ofMinutes(1);
    private static final String ANN = "ann@test.example";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 1",
                "while read line; do :; done",
                "while read line; do echo -DEAD; [ -f mood ] || exit; done",
                "while read line; do echo rubbish; done",
                "while read line; do head -c 200000 /dev/zero | tr '\\0' x; echo; done",
                "while read line; do printf +; done",
                "while read line; do kill -9 $$; done",
            })
    void aHelperThatFailsIsATemporaryTroubleUntilItWorksAgain(String mood) throws Exception {
        Site site = site();
        Files.writeString(folder.resolve("mood"), mood + "\n");
        try (Suite suite = Suite.start(site)) {
            assertEquals(451, Post.send(suite.smtp(), "one", ANN).code());
            assertTrue(login(suite).startsWith("-ERR [SYS/TEMP]"));
            Files.delete(folder.resolve("mood"));

            recovers(suite);
            Arrivals.await(site.drop("ann"), 1);
        }
    }

    @Test
    void aNameThatIsNotThereIsRefusedForGood() throws Exception {
        Site site = site();
        try (Suite suite = Suite.start(site)) {
            assertEquals(550, Post.send(suite.smtp(), "one", "bob@test.example").code());
        }
    }

    private static void recovers(Suite suite) throws Exception {
        Duration pause = Duration.ofMillis(200);
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (!Post.send(suite.smtp(), "one", ANN).good() || !login(suite).startsWith("+OK")) {
            assertTrue(System.nanoTime() < end, () -> "It never recovers\n" + suite.dsmtp().text());
            assertTrue(!suite.dsmtp().endsWithin(pause), "the server ended");
        }
    }

    private static String login(Suite suite) throws Exception {
        try (PopClient pop = PopClient.connect(suite.pop())) {
            pop.command("USER ann");
            return pop.command("PASS secret");
        }
    }

    private Site site() throws Exception {
        Path helper = folder.resolve("helper");
        Path nwauth = Tree.built().launcher("nwauth");
        Files.writeString(
                helper,
                """
                #!/bin/sh
                # Does what the file "mood" says, or is nwauth when there is none.
                cd '%1$s'
                [ -f mood ] && exec /bin/sh mood
                exec '%2$s' -path '%1$s/users'
                """
                        .formatted(folder, nwauth));
        Files.setPosixFilePermissions(helper, PosixFilePermissions.fromString("rwx------"));
        return Site.in(folder)
                .line("authent_method external")
                .line("authent_process " + helper)
                .line("authent_timeout 2")
                .user("ann", "secret")
                .write();
    }
}
