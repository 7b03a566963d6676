package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash of another machine, or of another program, left at the end of a drop file. */
class TailsIT {
    private static final String ANN = "ann@test.example";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From x@y Sat Jan  3 01:05:34 2026\nSubject: torn in mid-li",
                "From x@y Sat Jan  3 01:05:34 2026\nSubject: no blank line\n\nbody\n",
                "From x@y Sat Jan  3 01:05:34 2026\nSubject: nuls\n\nbo\0\0\0\0\0\0\0\0\0\0",
            })
    void aTornTailSwallowsNoMail(String tail) throws Exception {
        Site site = Site.in(folder).user("ann", "secret").write();
        try (Suite suite = Suite.start(site)) {
            Post.send(suite.smtp(), "before", ANN);
            Arrivals.await(site.drop("ann"), 1);
            byte[] torn = tail.getBytes(StandardCharsets.US_ASCII);
            Files.write(site.drop("ann"), torn, StandardOpenOption.APPEND);
            Post.send(suite.smtp(), "after", ANN);

            Set<String> whole =
                    Arrivals.ids(Arrivals.awaitAll(site.drop("ann"), List.of("before", "after")));
            assertEquals(Set.of("before", "after"), whole);
            try (PopClient pop = PopClient.login(suite.pop(), "ann", "secret")) {
                assertTrue(Post.ids(pop).containsAll(whole));
            }
        }
    }

    @Test
    void aFileThatEndsInAPageOfNulsIsMended() throws Exception {
        Site site = Site.in(folder).user("ann", "secret").write();
        Files.write(site.drop("ann"), new byte[4096]);
        try (Suite suite = Suite.start(site)) {
            assertEquals(250, Post.send(suite.smtp(), "after", ANN).code());

            Arrivals.awaitAll(site.drop("ann"), List.of("after"));
        }
    }
}
