package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One name in three domains: each way to log in collects its own mail and nothing else. */
class LoginsIT {
    @TempDir private Path folder;
    private Site site;
    private Suite suite;

    @BeforeEach
    void starts() throws Exception {
        site =
                Site.in(folder)
                        .line("vdomain acme /acme acme.example " + folder.resolve("acme"))
                        .line("vdomain globe 127.0.0.2 globe.example " + folder.resolve("globe"))
                        .line("listen second on 127.0.0.2:0")
                        .line("listen second protocol pop")
                        .user("fred", "main")
                        .user("acme_fred", "suffix")
                        .user("globe_fred", "address")
                        .write();
        Files.createDirectories(folder.resolve("acme"));
        Files.createDirectories(folder.resolve("globe"));
        suite = Suite.start(site);
    }

    @AfterEach
    void stops() {
        suite.close();
    }

    @Test
    void collectsItsOwnMailAndNothingElse() throws Exception {
        send("to-main", "fred@test.example");
        send("to-suffix", "fred@acme.example");
        send("to-address", "fred@globe.example");
        Arrivals.await(site.drop("fred"), 1);
        Arrivals.await(site.path("acme/acme_fred"), 1);
        Arrivals.await(site.path("globe/globe_fred"), 1);

        assertEquals(List.of("to-main"), collected("127.0.0.1", "fred", "main"));
        assertEquals(List.of("to-suffix"), collected("127.0.0.1", "fred/acme", "suffix"));
        assertEquals(List.of("to-address"), collected("127.0.0.2", "fred", "address"));
    }

    @Test
    void takesTheSuffixWhateverTheAddress() throws Exception {
        send("to-suffix", "fred@acme.example");
        Arrivals.await(site.path("acme/acme_fred"), 1);

        assertEquals(List.of("to-suffix"), collected("127.0.0.2", "fred/acme", "suffix"));
    }

    @Test
    void refusesTheNameOfTheDataBaseAndThePasswordOfAnotherDomain() {
        assertThrows(PopClient.Refused.class, () -> collected("127.0.0.1", "acme_fred", "suffix"));
        assertThrows(PopClient.Refused.class, () -> collected("127.0.0.1", "fred", "suffix"));
        assertThrows(PopClient.Refused.class, () -> collected("127.0.0.2", "fred", "main"));
    }

    private void send(String id, String recipient) throws Exception {
        assertEquals(250, Post.send(suite.smtp(), id, recipient).code());
    }

    private List<String> collected(String address, String login, String password)
            throws IOException, InterruptedException {
        InetSocketAddress server = suite.dpop().addresses().on("pop", address);
        try (PopClient pop = PopClient.login(server, login, password)) {
            List<String> ids = Post.ids(pop);
            pop.quit();
            return ids;
        }
    }
}
