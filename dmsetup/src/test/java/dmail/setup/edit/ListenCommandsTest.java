package dmail.setup.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.testing.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListenCommandsTest {
    @TempDir private Path folder;

    @Test
    void bi17_addsAListenerBehindTheOthers() throws Exception {
        EditedSite site =
                site(
                        """
                        # our neighbours
                        listen lan on 192.0.2.26:25
                        listen lan protocol smtp

                        # the end
                        """);

        site.does("listen add local 127.0.0.1:2500");

        assertEquals(
                """
                # our neighbours
                listen lan on 192.0.2.26:25
                listen lan protocol smtp
                listen local on 127.0.0.1:2500
                listen local protocol smtp

                # the end
                """,
                site.lines());
        assertTrue(site.heard().contains("\ndpop told to reload\n"), site.heard());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.25:25, '', smtp",
        "192.0.2.25:587, '', submission",
        "192.0.2.25:110, '', pop",
        "192.0.2.25:SUBMISSION, '', submission",
        "[2001:db8::25]:5025, '', smtp",
        ":5025, ' control', control",
        "127.0.0.1:5110, ' POP', pop"
    })
    void bi17_aProtocolThatIsNotGivenGoesByThePort(String place, String given, String protocol)
            throws Exception {
        EditedSite site = site("");

        site.does("listen add One " + place + given);

        assertEquals(
                "listen one on " + place + "\nlisten one protocol " + protocol + "\n",
                site.lines());
    }

    @ParameterizedTest
    @CsvSource({"465, submission", "995, pop"})
    void smN11_portsOfImplicitTlsGetIt(int port, String protocol) throws Exception {
        Files.writeString(folder.resolve("cert.pem"), "");
        EditedSite site = site("tls_certificate cert.pem\n");

        site.does("listen add tls 192.0.2.25:" + port);

        assertEquals(
                """
                tls_certificate cert.pem
                listen tls on 192.0.2.25:%d
                listen tls protocol %s
                listen tls encryption ssl
                """
                        .formatted(port, protocol),
                site.lines());
    }

    @Test
    void smN11_implicitTlsNeedsACertificate() throws Exception {
        EditedSite site = site("");

        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen add tls :465",
                "encryption ssl at port 465 needs a tls_certificate line; write that first\n");
        site.does("listen add tls :465 --set encryption=none");
        assertTrue(site.lines().endsWith("\nlisten tls encryption none\n"), site.lines());
    }

    @Test
    void b30_refusesTwoOwnersOfAnAddressAndPort() throws Exception {
        EditedSite site = site("listen lan on 127.0.0.1:SMTP\nlisten lan protocol smtp\n");

        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen add other 127.0.0.1:25",
                "listener lan has 127.0.0.1:25 ("
                        + site.conf()
                        + ":7), so another can't have 127.0.0.1:25\n");
        site.refuses(
                ExitStatus.DATA_ERROR, "listen add other 127.0.0.1:25 pop", "listener lan has ");
    }

    @Test
    void b30_refusesAWildcardBesideSingleAddresses() throws Exception {
        EditedSite site =
                site(
                        """
                        listen one on 192.0.2.25:25
                        listen one protocol smtp
                        listen all on :2525
                        listen all protocol smtp
                        """);

        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen add every :25",
                "listener one has 192.0.2.25:25 ("
                        + site.conf()
                        + ":7), so another can't have :25");
        site.refuses(ExitStatus.DATA_ERROR, "listen add every 0.0.0.0:25", "listener one has ");
        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen add single 192.0.2.26:2525",
                "listener all has port 2525 of all addresses (" + site.conf() + ":9)");
    }

    @Test
    void b30_refusesThePortOfTheOtherServer() throws Exception {
        site("").refuses(
                        ExitStatus.DATA_ERROR,
                        "listen add one 192.0.2.25:110 smtp",
                        "listener pop has port 110 of all addresses");
    }

    @Test
    void b30_refusesAddressesThatTheMachineLacks() throws Exception {
        EditedSite site = site("");

        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen add one 203.0.113.9:25",
                "this machine has no address 203.0.113.9; it has 192.0.2.25, 192.0.2.26\n");
        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen add one [2001:db8::9]:25",
                "this machine has no address 2001:db8::9");
    }

    @Test
    void b30_takesBackWhatARunningServerCannotDo() throws Exception {
        EditedSite site = site("# none\n");
        site.dpopRefuses("listen one");

        site.refuses(
                ExitStatus.CANNOT_CREATE,
                "listen add one 192.0.2.25:25",
                "the servers would complain: dpop: refused\n");

        assertEquals(
                """
                dsmtp reads
                # none
                listen one on 192.0.2.25:25
                listen one protocol smtp
                dpop reads
                # none
                listen one on 192.0.2.25:25
                listen one protocol smtp
                dsmtp reads
                # none
                """,
                site.read());
    }

    @Test
    void bi17_refusesWhatIsNoListener() throws Exception {
        EditedSite site = site("listen lan on 192.0.2.25:25\nlisten lan protocol smtp\n");

        site.refuses(
                ExitStatus.DATA_ERROR, "listen add Lan 192.0.2.26:25", "a listener lan already (");
        site.refuses(ExitStatus.DATA_ERROR, "listen add one 192.0.2.26", "a port is missing");
        site.refuses(ExitStatus.DATA_ERROR, "listen add one 192.0.2.26:70000", "neither a port");
        site.refuses(ExitStatus.DATA_ERROR, "listen add one 192.0.2.26:nobody", "no port of the");
        site.refuses(ExitStatus.DATA_ERROR, "listen add one 2001:db8::25:25", "in brackets");
        site.refuses(ExitStatus.DATA_ERROR, "listen add one 192.0.2.26:25 imap", "\"imap\": ");
        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen add a@b 192.0.2.26:25",
                "behind the @ of a listener");
        site.refuses(ExitStatus.DATA_ERROR, "listen add a\tb 192.0.2.26:25", "one word is needed");
        site.refuses(ExitStatus.USAGE, "listen add one", "dmsetup listen add NAME");
        site.refuses(
                ExitStatus.USAGE,
                "listen add one 192.0.2.26:25 --set x=y",
                "--set x=y: only encryption=... is allowed");
    }

    @Test
    void bi17_changesNothingInADryRun() throws Exception {
        EditedSite site = site("# nothing\n");

        site.does("listen add one 192.0.2.25:25 --dry-run");

        assertEquals("# nothing\n", site.lines());
        assertTrue(site.heard().contains("listen one on 192.0.2.25:25\n"), site.heard());
        assertFalse(site.heard().contains("told to reload"), site.heard());
    }

    @Test
    void bi17_saysThatTheFirstListenerReplacesThePort() throws Exception {
        EditedSite site = site("");

        site.does("listen add one 192.0.2.25:2525");

        assertTrue(
                site.heard().contains("WARNING  this closes port 25 of all addresses"),
                site.heard());
        site.does("listen add two 192.0.2.25:25");
        assertFalse(site.heard().contains("WARNING"), site.heard());
    }

    @Test
    void mtq15_advisesNumbersFrom5000ForFurtherPorts() throws Exception {
        EditedSite site = site("");

        site.does("listen add one 192.0.2.25:2525");
        assertTrue(
                site.heard().contains("port 2525 will do; 5000 and up are advised"), site.heard());
        site.does("listen add two 192.0.2.25:5000");
        assertFalse(site.heard().contains("5000 and up"), site.heard());
        site.does("listen add three 192.0.2.25:587");
        assertFalse(site.heard().contains("5000 and up"), site.heard());
    }

    @Test
    void bi17_removesAListener() throws Exception {
        EditedSite site =
                site(
                        """
                        listen lan on 192.0.2.26:25
                        # ours
                        listen one on 192.0.2.25:25
                        listen lan protocol smtp
                        listen one protocol smtp
                        listen ONE relay none
                        """);

        site.does("listen remove One");

        assertEquals(
                "listen lan on 192.0.2.26:25\n# ours\nlisten lan protocol smtp\n", site.lines());
        site.does("listen remove lan");
        assertEquals("# ours\n", site.lines());
        assertTrue(
                site.heard().contains("WARNING  this opens port 25 of all addresses"),
                site.heard());
    }

    @Test
    void bi17_keepsAListenerThatIsUsedElsewhere() throws Exception {
        EditedSite site =
                site(
                        """
                        listen one on 192.0.2.25:25
                        listen one protocol smtp
                        binding out bind_address 192.0.2.26
                        bind_rule listen one use out
                        """);

        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen remove one",
                "listener one is used at "
                        + site.conf()
                        + ":10: bind_rule listen one use out; change that line first\n");
        site.refuses(ExitStatus.DATA_ERROR, "listen remove two", "no listen line has the name two");
    }

    @Test
    void bi17_keepsTheListenerOfAGroupsAddress() throws Exception {
        EditedSite site =
                site(
                        """
                        listen one on 192.0.2.25:25
                        listen one protocol smtp
                        listen two on 192.0.2.26:25
                        listen two protocol smtp
                        listen pop on 192.0.2.26:110
                        listen pop protocol pop
                        domain_group g domain example.com
                        domain_group g bind_to 192.0.2.25
                        """);

        site.refuses(ExitStatus.CANNOT_CREATE, "listen remove one", "the servers would complain: ");
    }

    @Test
    void bi17_leavesListenersOfIpLinesToTheseLines() throws Exception {
        EditedSite site =
                site(
                        """
                        port mx protocol smtp
                        port mx number 25
                        ip 192.0.2.25 ports mx
                        listen mx@192.0.2.25 relay none
                        """);

        site.refuses(
                ExitStatus.DATA_ERROR,
                "listen remove mx@192.0.2.25",
                "the ip line at " + site.conf() + ":9 makes listener mx@192.0.2.25");
        site.refuses(ExitStatus.DATA_ERROR, "listen add one 192.0.2.25:25", "mx@192.0.2.25 has ");
    }

    @Test
    void bi17_leavesIncludedFilesAlone() throws Exception {
        Files.writeString(
                folder.resolve("more.conf"), "listen one on :25\nlisten one protocol smtp\n");

        site("#include more.conf\n")
                .refuses(
                        ExitStatus.CANNOT_CREATE,
                        "listen remove one",
                        "more.conf:1 is in an included file; take it out there\n");
    }

    @Test
    void bi17_listsListeners() throws Exception {
        EditedSite site =
                site(
                        """
                        listen one on 192.0.2.25:25
                        listen one protocol smtp
                        listen one description Mail from others
                        """);

        site.does("listen list");
        assertEquals(
                """
                one                      192.0.2.25:25            smtp       none         Mail from others
                pop                      :110                     pop        none
                """,
                site.heard());
        StringBuilder json = new StringBuilder();
        site.does("listen list -j").writeJson(json);
        assertTrue(
                json.toString()
                        .contains(
                                "\"listeners\":[{\"name\":\"one\",\"address\":\"192.0.2.25\",\"port\":25,"
                                        + "\"protocol\":\"smtp\",\"encryption\":\"none\","
                                        + "\"description\":\"Mail from others\"},{\"name\":\"pop\","),
                json.toString());
    }

    /** As {@code tellsmtp listen list} would. */
    @Test
    void sm14_saysWhatClientsWouldBeOffered() throws Exception {
        TestCertificate made = TestCertificate.good();
        Files.writeString(folder.resolve("good.pem"), made.pem() + made.key());
        EditedSite site =
                site(
                        """
                        listen one on 192.0.2.25:25
                        listen one protocol smtp
                        listen one certificate good.pem
                        listen two on 192.0.2.26:25
                        listen two protocol smtp
                        listen two certificate none.pem
                        listen two description Partners
                        listen off on 127.0.0.1:25
                        listen off protocol smtp
                        listen off enable false
                        """);

        site.does("listen list");
        assertEquals(
                """
                one                      192.0.2.25:25            smtp       tls
                two                      192.0.2.26:25            smtp       tls          closed: FOLDER/none.pem: there is no such file
                off                      127.0.0.1:25             smtp       none         closed: enable is false
                pop                      :110                     pop        none
                """,
                site.heard().replace(folder.toString(), "FOLDER"));
        StringBuilder json = new StringBuilder();
        site.does("listen list -j").writeJson(json);
        assertTrue(json.toString().contains("\"closed\":\"enable is false\"}"), json.toString());
    }

    @Test
    void bi17_takesNoAssignmentWhereItWouldDoNothing() throws Exception {
        EditedSite site = site("# nothing\n");

        for (String command :
                List.of(
                        "listen list",
                        "listen remove one",
                        "binding add a 127.0.0.1",
                        "group list")) {
            site.refuses(
                    ExitStatus.USAGE,
                    command + " --set encryption=none",
                    "--set encryption=none: only vdomain add and listen add take that option\n");
        }
    }

    private EditedSite site(String lines) throws IOException {
        return new EditedSite(folder, lines);
    }
}
