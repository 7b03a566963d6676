package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.Suite;
import dmail.suite.Tree;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both servers ask an external program who their users are: nwauth itself. */
class ExternalUsersIT {
    @TempDir private Path folder;

    @Test
    void servesTheUsersOfAnExternalProgram() throws Exception {
        Path nwauth = Tree.built().launcher("nwauth");
        Site site =
                Site.in(folder)
                        .line("authent_method external")
                        .line(
                                "authent_process %s -path %s"
                                        .formatted(nwauth, folder.resolve("users")))
                        .user("ann", "secret")
                        .write();
        try (Suite suite = Suite.start(site)) {
            assertEquals(250, Post.send(suite.smtp(), "one", "ann@test.example").code());
            assertEquals(550, Post.send(suite.smtp(), "two", "nobody@test.example").code());
            Arrivals.await(site.drop("ann"), 1);

            assertThrows(
                    PopClient.Refused.class, () -> PopClient.login(suite.pop(), "ann", "wrong"));
            try (PopClient pop = PopClient.login(suite.pop(), "ann", "secret")) {
                assertEquals(1, pop.count());
            }
        }
    }
}
