package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.suite.Arrivals;
import dmail.suite.PopClient;
import dmail.suite.Site;
import dmail.suite.Suite;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two people called bob, one at test.example and one at second.example, on a host that has known
 * them as bob and bob2: each way that the manual offers for them.
 */
class ArrangementsIT {
    @TempDir private Path folder;

    @Test
    void option1aEachDomainHasAnAddress() throws Exception {
        Site site =
                Site.in(folder)
                        .line("vdomain two 127.0.0.2 second.example " + folder.resolve("two"))
                        .line("listen second on 127.0.0.2:0")
                        .line("listen second protocol pop")
                        .user("bob", "first")
                        .user("two_bob", "second");
        check(site, new Login("127.0.0.1", "bob"), new Login("127.0.0.2", "bob"));
    }

    @Test
    void option1bTheSecondBobLogsInWithASuffix() throws Exception {
        Site site =
                Site.in(folder)
                        .line("vdomain two @second.example second.example " + folder.resolve("two"))
                        .user("bob", "first")
                        .user("two_bob", "second");
        check(site, new Login("127.0.0.1", "bob"), new Login("127.0.0.1", "bob@second.example"));
    }

    @Test
    void option1cBothLogInWithASuffix() throws Exception {
        Site site =
                Site.in(folder)
                        .line("vdomain two /2nd second.example " + folder.resolve("two"))
                        .user("bob", "first")
                        .user("two_bob", "second");
        check(site, new Login("127.0.0.1", "bob@test.example"), new Login("127.0.0.1", "bob/2nd"));
    }

    @Test
    void dm15_option2aAnAliasFileOfTheSecondDomain() throws Exception {
        Files.writeString(folder.resolve("second.aliases"), "bob: bob2@test.example\n");
        Site site =
                uniqueNames()
                        .line("host_domain second.example")
                        .line("authent_domain false")
                        .line("alias_file_domain second.example second.aliases");
        check(site, new Login("127.0.0.1", "bob"), new Login("127.0.0.1", "bob2"));
    }

    @Test
    void option2bTheUsersDataBaseForwards() throws Exception {
        Site site =
                uniqueNames()
                        .line("host_domain second.example")
                        .line("authent_domain false")
                        .user("bob@second.example", "unused fwd=\"bob2@test.example\"");
        check(site, new Login("127.0.0.1", "bob"), new Login("127.0.0.1", "bob2"));
    }

    @Test
    void dm15_option3aATableOfVirtualUsers() throws Exception {
        Files.writeString(
                folder.resolve("virtusertable"),
                "bob@second.example\tbob2@test.example\n@second.example\terror:nouser\n");
        Site site = uniqueNames().line("virt_user_pre virtusertable");
        check(site, new Login("127.0.0.1", "bob"), new Login("127.0.0.1", "bob2"));
    }

    @Test
    void dm15_option3bForwardLines() throws Exception {
        Site site = uniqueNames().line("forward bob@second.example bob2@test.example");
        check(site, new Login("127.0.0.1", "bob"), new Login("127.0.0.1", "bob2"));
    }

    private Site uniqueNames() {
        return Site.in(folder).user("bob", "first").user("bob2", "second");
    }

    private record Login(String address, String name) {}

    private void check(Site site, Login first, Login second) throws Exception {
        Files.createDirectories(folder.resolve("two"));
        site.write();
        try (Suite suite = Suite.start(site)) {
            assertEquals(250, Post.send(suite.smtp(), "to-first", "bob@test.example").code());
            assertEquals(250, Post.send(suite.smtp(), "to-second", "bob@second.example").code());
            assertEquals(550, Post.send(suite.smtp(), "x", "nobody@test.example").code());

            assertEquals(List.of("to-first"), collected(suite, site, first, "first"));
            assertEquals(List.of("to-second"), collected(suite, site, second, "second"));
        }
    }

    private List<String> collected(Suite suite, Site site, Login login, String password)
            throws Exception {
        Arrivals.await(dropOf(site, password), 1);
        InetSocketAddress server = suite.dpop().addresses().on("pop", login.address());
        try (PopClient pop = PopClient.login(server, login.name(), password)) {
            List<String> ids = Post.ids(pop);
            pop.quit();
            return ids;
        }
    }

    /** Whose box it is shows in the password; which box that is differs by arrangement. */
    private Path dropOf(Site site, String password) throws Exception {
        if (password.equals("first")) {
            return site.drop("bob");
        }
        boolean virtual = Files.readString(site.conf()).contains("vdomain two");
        return virtual ? site.path("two/two_bob") : site.drop("bob2");
    }
}
