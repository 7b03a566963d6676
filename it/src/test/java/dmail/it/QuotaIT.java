package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user whose mail dpop has moved to a store has no more room than any other. */
class QuotaIT {
    private static final String ANN = "ann@test.example";

    /** Line ends take two octets in the store and one in the drop file. */
    private static final byte[] SHORT_LINES =
            "x\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);

    @TempDir private Path folder;

    @Test
    void mailInAStoreTakesRoomUntilItIsDeleted() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").line("drop_max 3");
        site.line("bin_path " + folder.resolve("bins")).write();
        try (Suite suite = Suite.start(site)) {
            assertEquals(250, Post.send(suite.smtp(), "one", ANN, SHORT_LINES).code());
            Arrivals.await(site.drop("ann"), 1);
            try (PopClient pop = PopClient.login(suite.pop(), "ann", "secret")) {
                assertEquals(1, pop.count());
                pop.quit();
            }
            assertEquals(0, Files.size(site.drop("ann")));
            assertEquals(452, Post.send(suite.smtp(), "two", ANN).code());

            try (PopClient pop = PopClient.login(suite.pop(), "ann", "secret")) {
                pop.delete(1);
                pop.quit();
            }
            assertEquals(250, Post.send(suite.smtp(), "three", ANN).code());
        }
    }
}
