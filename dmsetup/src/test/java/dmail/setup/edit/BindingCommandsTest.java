package dmail.setup.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BindingCommandsTest {
    @TempDir private Path folder;

    @Test
    void bi17_addsABindingBehindTheOthers() throws Exception {
        EditedSite site = site("# sources\nbinding One bind_address 192.0.2.25\n# the end\n");

        site.does("binding add one 192.0.2.26");

        assertEquals(
                """
                # sources
                binding One bind_address 192.0.2.25
                binding one bind_address 192.0.2.26
                # the end
                """,
                site.lines());
        assertTrue(site.heard().contains("\ndsmtp told to reload\n"), site.heard());
    }

    @Test
    void bi17_addsTheAddressOfTheOtherFamily() throws Exception {
        EditedSite site = site("binding_group bulk binding one bind_address 192.0.2.25\n");

        site.does("binding add one 2001:db8::25");

        assertEquals(
                """
                binding_group bulk binding one bind_address 192.0.2.25
                binding_group bulk binding one bind_address 2001:db8::25
                """,
                site.lines());
        site.refuses(
                ExitStatus.DATA_ERROR,
                "binding add one 192.0.2.26",
                "binding one has the address 192.0.2.25 already (" + site.conf() + ":7)\n");
    }

    @Test
    void b9_saysWhatOthersFindOfTheSource() throws Exception {
        EditedSite site = site("local_host mail.example.com\n");
        site.dns()
                .record("PTR 192.0.2.26", "out.example.com")
                .record("A out.example.com", "192.0.2.26")
                .record("PTR 2001:db8:0:0:0:0:0:25", "host.provider.example");

        site.does("binding add one 192.0.2.25");
        assertTrue(
                site.heard()
                        .startsWith(
                                """
                                   WARNING  192.0.2.25 has no name in DNS, so many hosts refuse mail from it
                                              25.2.0.192.in-addr.arpa. IN PTR mail.example.com.
                                """),
                site.heard());
        site.does("binding add two 192.0.2.26");
        assertTrue(
                site.heard()
                        .startsWith(
                                "   OK       192.0.2.26 has the name out.example.com, which leads"
                                        + " back to it\n"),
                site.heard());
        site.does("binding add two 2001:db8::25");
        assertTrue(
                site.heard().contains("has the name host.provider.example, which"), site.heard());
        assertTrue(
                site.heard().contains("host.provider.example. IN AAAA 2001:db8::25\n"),
                site.heard());
        site.does("binding add three 127.0.0.1");
        assertTrue(site.heard().startsWith("binding three bind_address 127.0.0.1\n"));
    }

    @Test
    void b30_refusesAddressesThatTheMachineLacks() throws Exception {
        site("# none\n")
                .refuses(
                        ExitStatus.DATA_ERROR,
                        "binding add one 203.0.113.9",
                        "this machine has no address 203.0.113.9; it has 192.0.2.25, ");
    }

    @Test
    void bi17_refusesWhatIsNoBinding() throws Exception {
        EditedSite site = site("# none\n");

        site.refuses(
                ExitStatus.DATA_ERROR, "binding add o:ne 192.0.2.25", "without blanks, colons");
        site.refuses(ExitStatus.DATA_ERROR, "binding add one *", "\"*\" is no IP address");
        site.refuses(ExitStatus.DATA_ERROR, "binding add one a.example", "is no IP address");
        site.refuses(ExitStatus.DATA_ERROR, "binding add one 0.0.0.0", "is no IP address");
        site.refuses(ExitStatus.DATA_ERROR, "binding remove one", "no binding line has the name");
        site.refuses(ExitStatus.USAGE, "binding", "dmsetup binding add NAME ADDRESS");
    }

    @Test
    void bi17_removesAllLinesOfABinding() throws Exception {
        EditedSite site =
                site(
                        """
                        binding one bind_address 192.0.2.25
                        binding two bind_address 192.0.2.26
                        # limits
                        binding one domain slow.example max_outbound_connections 2
                        binding_group bulk binding three bind_address 192.0.2.25
                        binding_group bulk binding four bind_address 192.0.2.26
                        """);

        site.does("binding remove one");
        site.does("binding remove three");

        assertEquals(
                """
                binding two bind_address 192.0.2.26
                # limits
                binding_group bulk binding four bind_address 192.0.2.26
                """,
                site.lines());
    }

    @Test
    void bi17_keepsABindingThatIsUsedElsewhere() throws Exception {
        EditedSite site =
                site(
                        """
                        binding one bind_address 192.0.2.25
                        binding two bind_address 192.0.2.26
                        binding_group bulk binding three bind_address 192.0.2.25
                        bind_rule user j* use one
                        bind_rule user k* use group:bulk
                        domain_group g domain example.com
                        domain_group g binding two
                        """);

        site.refuses(
                ExitStatus.DATA_ERROR,
                "binding remove one",
                "binding one is used at " + site.conf() + ":10: bind_rule user j* use one; change");
        site.refuses(
                ExitStatus.DATA_ERROR,
                "binding remove two",
                "binding two is used at "
                        + site.conf()
                        + ":13: domain_group g binding two; change");
        site.refuses(
                ExitStatus.CANNOT_CREATE,
                "binding remove three",
                "the servers would complain: " + site.conf() + ":10: ");
    }

    @Test
    void bi17_removesWhatIsSaidOfDefault() throws Exception {
        EditedSite site =
                site("binding default bind_address 192.0.2.25\nbind_rule user j* use default\n");

        site.does("binding remove default");

        assertEquals("bind_rule user j* use default\n", site.lines());
    }

    @Test
    void bi17_listsBindings() throws Exception {
        EditedSite site =
                site(
                        """
                        binding one bind_address 192.0.2.25
                        binding one bind_address 2001:db8::25
                        binding_group bulk binding two bind_address 192.0.2.26
                        """);

        site.does("binding list");
        assertEquals(
                """
                one                      -                        192.0.2.25 2001:db8::25
                two                      group:bulk               192.0.2.26
                """,
                site.heard());
        StringBuilder json = new StringBuilder();
        site.does("binding list -j").writeJson(json);
        assertTrue(
                json.toString()
                        .contains(
                                "{\"name\":\"two\",\"group\":\"bulk\",\"addresses\":[\"192.0.2.26\"]}"),
                json.toString());
    }

    /** Lines of the binding alone may stand before that which makes it a member. */
    @Test
    void bi17_listsTheGroupWhereverItsLineStands() throws Exception {
        EditedSite site =
                site(
                        """
                        binding two max_retries 3
                        binding_group bulk binding two bind_address 192.0.2.26
                        """);

        site.does("binding list");

        assertEquals(
                "two                      group:bulk               192.0.2.26\n", site.heard());
    }

    private EditedSite site(String lines) throws IOException {
        return new EditedSite(folder, lines);
    }
}
