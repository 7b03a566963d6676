package dmail.setup.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GroupCommandsTest {
    private static final String ACME = "vdomain a @acme.example acme.example acme\n";

    @TempDir private Path folder;

    @Test
    void bi17_addsAGroupAndItsDomains() throws Exception {
        EditedSite site = site(ACME + "# the end\n");

        site.does("group add one Acme.example");
        assertTrue(
                site.heard().endsWith("bind_to lines give it addresses; see dmail-domains(7)\n"),
                site.heard());
        site.does("group add one example.com");

        assertEquals(
                ACME
                        + "# the end\ndomain_group one domain acme.example\n"
                        + "domain_group one domain example.com\n",
                site.lines());
    }

    @Test
    void b30_refusesDomainsThatAreNotLocal() throws Exception {
        site(ACME)
                .refuses(
                        ExitStatus.DATA_ERROR,
                        "group add one else.example",
                        "else.example is not local: no host_domain or vdomain line names it\n");
    }

    @Test
    void bi17_aDomainHasOneGroup() throws Exception {
        EditedSite site =
                site(ACME + "domain_group one vdomain A\ndomain_group two domain example.com\n");

        site.refuses(
                ExitStatus.DATA_ERROR,
                "group add two acme.example",
                "acme.example is in group one already (" + site.conf() + ":8)\n");
        site.refuses(
                ExitStatus.DATA_ERROR,
                "group add two example.com",
                "example.com is in group two already (" + site.conf() + ":9)\n");
    }

    @Test
    void bi17_refusesWhatIsNoGroup() throws Exception {
        EditedSite site = site("# none\n");

        site.refuses(ExitStatus.DATA_ERROR, "group add o:ne example.com", "a group's name of at");
        site.refuses(ExitStatus.DATA_ERROR, "group add one exa..mple", "\"domain_group one domain");
        site.refuses(
                ExitStatus.DATA_ERROR, "group remove one", "no domain_group line has the name");
        site.refuses(ExitStatus.USAGE, "group add one", "dmsetup group add NAME DOMAIN");
    }

    @Test
    void bi17_removesAllLinesOfAGroup() throws Exception {
        EditedSite site =
                site(
                        """
                        domain_group one domain example.com
                        # its name
                        domain_group one local_host mail.example.com
                        """);

        site.does("group remove one");

        assertEquals("# its name\n", site.lines());
    }

    @Test
    void bi17_keepsAGroupThatIsUsedElsewhere() throws Exception {
        EditedSite site =
                site(
                        """
                        domain_group One domain example.com
                        binding out bind_address 192.0.2.25
                        bind_rule domain_group one use out
                        """);

        site.refuses(
                ExitStatus.DATA_ERROR,
                "group remove One",
                "group One is used at "
                        + site.conf()
                        + ":9: bind_rule domain_group one use out; change that line first\n");
    }

    @Test
    void bi17_listsGroups() throws Exception {
        EditedSite site =
                site(
                        ACME
                                + """
                                domain_group one vdomain a
                                domain_group one bind_to 192.0.2.25
                                domain_group two domain example.com
                                vdomain b 192.0.2.26 beta.example acme
                                domain_group three domain beta.example
                                """);

        site.does("group list");
        assertEquals(
                """
                one                      acme.example 192.0.2.25
                two                      example.com
                three                    beta.example 192.0.2.26
                """,
                site.heard());
        StringBuilder json = new StringBuilder();
        site.does("group list -j").writeJson(json);
        assertTrue(
                json.toString()
                        .contains(
                                "{\"name\":\"one\",\"domains\":[\"acme.example\"],\"vdomains\":[\"a\"],"
                                        + "\"addresses\":[\"192.0.2.25\"]}"),
                json.toString());
    }

    private EditedSite site(String lines) throws IOException {
        return new EditedSite(folder, lines);
    }
}
