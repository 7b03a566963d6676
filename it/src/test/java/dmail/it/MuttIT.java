package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Arrivals;
import dmail.suite.DropFile;
import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user reads the drop file with mutt between two POP sessions. */
class MuttIT {
    @TempDir private Path folder;

    @Test
    void deletionsAndEditsByMuttLeaveTheUidlsOfTheRestAlone() throws Exception {
        Needs.programs("mutt", "script");
        Site site = Site.in(folder).user("ann", "secret").write();
        try (Suite suite = Suite.start(site)) {
            for (String id : List.of("one", "two", "three")) {
                Post.send(suite.smtp(), id, "ann@test.example");
            }
            Arrivals.await(site.drop("ann"), 3);
            List<String> before = uidls(suite);

            // Reads the first, deletes the second, flags the third, writes all back.
            new Mutt(folder)
                    .type(
                            site.drop("ann"),
                            "1<enter><display-message><exit>2<enter><delete-message>3<enter><flag-message><sync-mailbox>");

            List<byte[]> left = DropFile.messages(site.drop("ann"));
            assertEquals(2, left.size());
            String read = new String(left.getFirst(), StandardCharsets.ISO_8859_1);
            assertTrue(read.contains("\r\nStatus: RO\r\n"), read);
            List<String> after = uidls(suite);
            assertEquals(
                    List.of(uid(before, 0), uid(before, 2)), List.of(uid(after, 0), uid(after, 1)));
        }
    }

    private static List<String> uidls(Suite suite) throws Exception {
        try (PopClient pop = PopClient.login(suite.pop(), "ann", "secret")) {
            List<String> uidls = pop.listing("UIDL");
            pop.quit();
            return uidls;
        }
    }

    private static String uid(List<String> uidls, int index) {
        String line = uidls.get(index);
        return line.substring(line.indexOf(' ') + 1);
    }
}
