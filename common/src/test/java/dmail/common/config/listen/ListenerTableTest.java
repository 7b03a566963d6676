package dmail.common.config.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigReading;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenLine.Protocol;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The needed lines of a file are four, so the first line of each text here is line 5. */
final class ListenerTableTest {
    private static final String CERTIFICATE = "tls_certificate mail.pem\n";

    private static final String MX =
            """
            port mx protocol smtp
            port mx number 2525
            """;

    private final ConfigFixture fixture = new ConfigFixture();

    ListenerTableTest() throws IOException {}

    @Test
    void withoutLinesThereIsOneOfEachServer() throws IOException {
        assertEquals(List.of("smtp :25 tls"), opened("", Server.DSMTP));
        assertEquals(List.of("pop :110 tls"), opened("", Server.DPOP));
    }

    @Test
    void portsOfTheirOwnComeBesides() throws IOException {
        String lines = CERTIFICATE + "submission_port 587\nsmtps_port 465\npops_port 995\n";

        assertEquals(
                List.of("smtp :25 tls", "submission :587 tls", "submissions :465 ssl"),
                opened(lines, Server.DSMTP));
        assertEquals(List.of("pop :110 tls", "pops :995 ssl"), opened(lines, Server.DPOP));
    }

    @Test
    void whatIsSaidOfAllAddressesAndConcernsOneHasNoEffect() throws IOException {
        String lines = MX + "ip * ports mx\nip * description all\nip * missing fail\n";

        assertEquals(
                List.of(
                        "WARNING dmail.conf:8: ip *: description has no effect on all addresses",
                        "WARNING dmail.conf:9: ip *: missing has no effect on all addresses"),
                said(lines));
    }

    /** {@code listen stop} would stop both. */
    @Test
    void mtq13_aNameStandsForOneListener() throws IOException {
        String lines =
                CERTIFICATE
                        + """
                        smtps_port 465
                        listen submissions on :2465
                        listen submissions protocol submission
                        listen submissions encryption ssl
                        """;

        assertEquals(
                List.of("smtp :25 tls", "submissions :2465 ssl", "smtps_port :465 ssl"),
                opened(lines, Server.DSMTP));
    }

    @Test
    void dmN4_aProgramOfThisHostFindsTheListenerOnLoopbackFirst() throws IOException {
        String lines =
                """
                listen a on 192.0.2.1:25
                listen a protocol smtp
                listen b on 127.0.0.1:2525
                listen b protocol smtp
                """;

        assertEquals(
                List.of("b", "a"),
                table(lines).plain(Protocol.SMTP).stream().map(ListenerDefinition::name).toList());
    }

    @Test
    void listenLinesReplaceThePortOfTheirProtocolOnly() throws IOException {
        String lines =
                """
                listen in on 127.0.0.1:2525
                listen in protocol smtp
                listen in on [::1]:2525
                """;

        assertEquals(
                List.of("in 127.0.0.1:2525 tls", "in [::1]:2525 tls"), opened(lines, Server.DSMTP));
        assertEquals(List.of("pop :110 tls"), opened(lines, Server.DPOP));
    }

    @Test
    void theLastProtocolOfAListenerCounts() throws IOException {
        String lines = "listen x protocol smtp\nlisten x on :0\nlisten X protocol pop\n";

        assertEquals(List.of("x :0 tls"), opened(lines, Server.DPOP));
    }

    /** The plain port would be open to everybody, which the deny line says nobody wants. */
    @Test
    void aListenerThatStaysDownIsNotReplacedByThePlainPort() throws IOException {
        String lines = "listen x on :25\nlisten x protocol smtp\nlisten x deny host_example\n";

        assertEquals(List.of(), opened(lines, Server.DSMTP));
        assertEquals(List.of(), table(lines).plain(Protocol.SMTP));
    }

    @Test
    void listenLinesSayWhetherTheyAreEncrypted() throws IOException {
        String lines =
                CERTIFICATE
                        + """
                        listen a on :1
                        listen a protocol submission
                        listen a encryption ssl
                        listen b on :2
                        listen b protocol pop
                        listen b encryption ssl
                        listen b encryption none
                        """;

        assertEquals(List.of("smtp :25 tls", "a :1 ssl"), opened(lines, Server.DSMTP));
        assertEquals(List.of("b :2 none"), opened(lines, Server.DPOP));
        assertEquals("submissions", table(lines).of(Server.DSMTP).getLast().logName());
    }

    @Test
    void withoutACertificateNothingIsServedThatIsEncryptedAtOnce() throws IOException {
        String lines =
                """
                smtps_port 465
                pops_port 995
                listen b on :2
                listen b protocol pop
                listen b encryption ssl
                """;

        assertEquals(List.of("smtp :25 tls"), opened(lines, Server.DSMTP));
        assertEquals(List.of(), opened(lines, Server.DPOP));
    }

    @Test
    void sm2_anAddressHasThePortsThatItsLineGives() throws IOException {
        String lines =
                MX
                        + """
                        port pop protocol pop
                        port pop number POP3
                        ip 192.0.2.11 ports mx,pop
                        ip 192.0.2.22 ports mx
                        """;

        assertEquals(
                List.of("mx@192.0.2.11 192.0.2.11:2525 tls", "mx@192.0.2.22 192.0.2.22:2525 tls"),
                opened(lines, Server.DSMTP));
        assertEquals(List.of("pop@192.0.2.11 192.0.2.11:110 tls"), opened(lines, Server.DPOP));
    }

    @Test
    void sm4_aPortThatNoAddressHasIsWarnedOf() throws IOException {
        assertEquals(
                List.of(
                        "WARNING dmail.conf:5: port mx: no ip line gives it to an address, so it"
                                + " does nothing"),
                said(MX));
        assertEquals(List.of("smtp :25 tls"), opened(MX, Server.DSMTP));
    }

    @Test
    void sm6_aNumberHoldsForAllAddressesThatHaveThePort() throws IOException {
        String lines =
                """
                ip 192.0.2.1 ports mx
                ip 192.0.2.2 ports mx
                ip 2001:DB8:0::10 ports mx
                port mx number 26
                port mx protocol smtp
                """;

        assertEquals(
                List.of(
                        "mx@192.0.2.1 192.0.2.1:26 tls",
                        "mx@192.0.2.2 192.0.2.2:26 tls",
                        "mx@2001:db8::10 [2001:db8::10]:26 tls"),
                opened(lines, Server.DSMTP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "imap",
                "ldap",
                "nntp",
                "http",
                "ftp",
                "finger",
                "webmail",
                "tunnel",
                "remote_log"
            })
    void sm9_mtq16_aProtocolOfOtherSuitesIsAnErrorThatNamesIt(String protocol) throws IOException {
        String lines = "listen x on :2525\nlisten x protocol " + protocol + "\n";

        assertEquals(
                List.of(
                        "ERROR dmail.conf:6: listen x: protocol \"%s\": %s is not served by this suite; this listener stays down"
                                .formatted(protocol, protocol)),
                said(lines));
        assertEquals(List.of("smtp :25 tls"), opened(lines, Server.DSMTP));
    }

    @Test
    void sm9_smtpSubmissionAndPopAreServed() throws IOException {
        String lines =
                """
                port a protocol smtp
                port a number 1
                port b protocol submission
                port b number 2
                port c protocol pop
                port c number 3
                ip * ports a,b,c
                """;

        assertEquals(List.of("a@* :1 tls", "b@* :2 tls"), opened(lines, Server.DSMTP));
        assertEquals(List.of("c@* :3 tls"), opened(lines, Server.DPOP));
        assertEquals(List.of(), said(lines));
    }

    @Test
    void sm12_withoutEncryptionACertificateIsReportedAsHavingNoEffect() throws IOException {
        String lines =
                MX
                        + """
                        port mx encryption none
                        port mx certificate mx.pem
                        ip 192.0.2.1 ports mx
                        """;

        assertEquals(
                List.of(
                        "WARNING dmail.conf:8: port mx: certificate has no effect with encryption"
                                + " none"),
                said(lines));
        assertEquals(List.of("mx@192.0.2.1 192.0.2.1:2525 none"), opened(lines, Server.DSMTP));
    }

    @Test
    void sm15_aDescriptionBelongsToTheListener() throws IOException {
        String lines =
                MX
                        + """
                        port mx description Mail from other servers
                        ip 192.0.2.1 ports mx
                        ip 192.0.2.2 ports mx
                        listen mx@192.0.2.2 description "the other door"
                        """;

        assertEquals(
                List.of("Mail from other servers", "the other door"),
                table(lines).of(Server.DSMTP).stream()
                        .map(ListenerDefinition::description)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP, 25",
        "smtp, 25",
        "Submission, 587",
        "SMTPS, 465",
        "submissions, 465",
        "POP3, 110",
        "POP3S, 995",
        "NNTP, 119",
        "HTTP, 80",
        "FINGER, 79",
        "IMAP, 143",
        "LDAP, 389",
        "FTP, 21",
        "0110, 110"
    })
    void mtq1_aWordMeansItsPort(String word, int port) throws IOException {
        String lines = "listen x on :" + word + "\nlisten x protocol smtp\n";

        assertEquals(List.of("x :" + port + " tls"), opened(lines, Server.DSMTP));
    }

    @Test
    void mtq2_bi29_aFileOfServicesHasMoreWordsAndMayOverrideThem() throws IOException {
        fixture.write(
                "services",
                """
                # ours
                MYPOP 8110/tcp pop-of-ours # a comment
                MYPOP 8111/tcp
                dns 53/udp
                smtp 2525/tcp mail
                rubbish
                """);
        String lines =
                """
                services_file services
                listen a on 127.0.0.1:MyPop
                listen a on 127.0.0.2:Pop-Of-Ours
                listen a on 127.0.0.3:POP3
                listen a protocol pop
                listen b on :smtp
                listen b protocol smtp
                """;

        assertEquals(
                List.of("a 127.0.0.1:8110 tls", "a 127.0.0.2:8110 tls", "a 127.0.0.3:110 tls"),
                opened(lines, Server.DPOP));
        assertEquals(List.of("b :2525 tls"), opened(lines, Server.DSMTP));
    }

    @Test
    void aWordThatNothingDefinesKeepsItsListenerDown() throws IOException {
        String lines = "services_file none\nlisten x on :dns\nlisten x protocol smtp\n";

        assertEquals(
                List.of(
                        "ERROR dmail.conf:5: services_file \"/etc/none\": there is no such file;"
                                + " only the names that are built in are known",
                        "ERROR dmail.conf:6: listen x: there is no port of the name DNS; this"
                                + " listener stays down",
                        "FATAL dmail.conf:6: no listener of smtp is left; dsmtp does not start"),
                said(lines));
        assertEquals(List.of(), opened(lines, Server.DSMTP));
    }

    @Test
    void mtq3_twoOnOnePortAreAnErrorThatNamesBoth() throws IOException {
        String lines =
                """
                listen a on :2525
                listen a protocol smtp
                listen b on :2525
                listen b protocol pop
                """;

        assertEquals(
                List.of(
                        "FATAL dmail.conf:7: listener b at :2525 and listener a at :2525"
                                + " (dmail.conf:5) want the same port; dsmtp does not start"),
                said(lines));
    }

    /** What each server is given by its own setting alone. */
    @ParameterizedTest
    @CsvSource({"smtp_port, submission_port", "smtp_port, pop_port"})
    void mtq3_twoSettingsWithOnePortAreAnErrorToo(String one, String other) throws IOException {
        List<String> said = said(CERTIFICATE + one + " 2525\n" + other + " 2525\n");

        assertEquals(1, said.size(), said.toString());
        assertTrue(said.getFirst().startsWith("FATAL dmail.conf:7: listener "), said.toString());
        assertTrue(said.getFirst().contains("(dmail.conf:6) want the same port"), said.toString());
    }

    @Test
    void aPortThatALineGivesTwiceIsCalledSo() throws IOException {
        assertEquals(
                List.of(
                        "FATAL dmail.conf:7: listener mx@192.0.2.1 at 192.0.2.1:2525 is given"
                                + " twice, first at dmail.conf:7; dsmtp does not start"),
                said(MX + "ip 192.0.2.1 ports mx,mx\n").stream()
                        .map(line -> line.replace("/etc/", ""))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "255.255.255.255", "[ff02::1]"})
    void smN1_anAddressOfManyHostsIsRefused(String address) throws IOException {
        String said = said("listen a on " + address + ":25\nlisten a protocol smtp\n").getFirst();

        assertTrue(said.startsWith("FATAL dmail.conf:5: "), said);
        assertTrue(said.contains("is a multicast or broadcast address"), said);
    }

    /** Each line was compared with all others, which took minutes for so many. */
    @Test
    @Timeout(30)
    void manyListenersAreCheckedAtOnce() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 4000; i++) {
            lines.append("listen l%d on 127.0.%d.%d:25\n".formatted(i, 1 + i / 250, i % 250));
            lines.append("listen l%d protocol smtp\n".formatted(i));
        }

        assertEquals(List.of(), said(lines.toString()));
    }

    @Test
    void mtq2_bi29_aLineOfServicesThatNamesNoPortIsWarnedOf() throws IOException {
        fixture.write(
                "services",
                """
                # ours

                MYSMTP 0/tcp # a comment
                dns 53/udp
                x400 103/sctp
                BAD2 xx/tcp
                BAD3 70000/tcp
                BAD4
                BAD5 25
                GOOD 8025/tcp
                """);
        String lines = "services_file services\nlisten a on :good\nlisten a protocol smtp\n";

        assertEquals(
                List.of(
                        "WARNING dmail.conf:5: services_file \"/etc/services\": line 3 is passed over:"
                                + " \"MYSMTP 0/tcp\" is no name with a port, as in: smtp 25/tcp; so"
                                + " are 4 more lines"),
                said(lines));
    }

    @Test
    void mtq2_aServicesFileOfWindowsIsRead() throws IOException {
        fixture.write("services", "\ufeffMYSMTP 8025/tcp\r\n");
        String lines = "services_file services\nlisten a on :MYSMTP\nlisten a protocol smtp\n";

        assertEquals(List.of("a :8025 tls"), opened(lines, Server.DSMTP));
    }

    /** This file system has no /etc/services. */
    @Test
    void aPortWithoutANumberIsShownByItsName() throws IOException {
        String lines = "listen a on :NONE\nlisten a protocol smtp\n";

        assertEquals(":NONE", table(lines).of(Server.DSMTP).getFirst().addressAndPort());
    }

    /** Line numbers of different files say nothing of the order. */
    @Test
    void mtq3_aConflictWithAnIncludedFileNamesBothLines() throws IOException {
        String lines =
                """
                #include more.conf
                listen a protocol smtp
                listen b on :2525
                listen b protocol smtp
                """;
        fixture.write("more.conf", "#\n#\n#\n#\n#\n#\n#\nlisten a on :2525\n");

        String said = said(lines).getFirst();

        assertTrue(said.startsWith("FATAL dmail.conf:7: listener b at :2525 and listener a"), said);
    }

    @Test
    void mtq4_onePortOnTwoAddressesIsFine() throws IOException {
        String lines =
                """
                listen a on 127.0.0.1:2525
                listen a protocol smtp
                listen b on 127.0.0.2:2525
                listen b protocol submission
                """;

        assertEquals(List.of(), said(lines));
    }

    @ParameterizedTest
    @CsvSource({
        ":2525, 127.0.0.1:2525",
        "127.0.0.1:2525, *:2525",
        "0.0.0.0:2525, 127.0.0.1:2525",
        "127.0.0.1:2525, [::]:2525"
    })
    void mtq5_aPortOfAllAddressesExcludesOthersInEitherOrder(String one, String other)
            throws IOException {
        String lines =
                "listen a on %s\nlisten a protocol smtp\nlisten b on %s\nlisten b protocol smtp\n"
                        .formatted(one, other);

        String said = said(lines).getFirst();

        assertTrue(said.startsWith("FATAL dmail.conf:7: listener b at "), said);
        assertTrue(said.contains("listener a at "), said);
        assertTrue(said.endsWith("one of them on all addresses; dsmtp does not start"), said);
    }

    @Test
    void addressAndPortOfAnIpLineAreGivenOnce() throws IOException {
        String lines =
                MX
                        + """
                        ip 192.0.2.1 ports mx
                        listen x on 192.0.2.1:2525
                        listen x protocol smtp
                        """;

        assertEquals(
                List.of(
                        "FATAL dmail.conf:8: listener x at 192.0.2.1:2525 and listener"
                                + " mx@192.0.2.1 at 192.0.2.1:2525 (dmail.conf:7) want the same"
                                + " port; dsmtp does not start"),
                said(lines));
    }

    /** Where dsmtp alone runs nobody minds that dpop would have that port. */
    @Test
    void thePortsThatTheOtherServerHasByDefaultAreNotInTheWay() throws IOException {
        assertEquals(List.of(), said("listen a on :110\nlisten a protocol smtp\n"));
    }

    @Test
    void mtq7_addressAndPortAreOnePlaceAndAPortAloneIsAllAddresses() throws IOException {
        String lines =
                """
                listen a on 192.0.2.1:2525
                listen a protocol smtp
                listen b on :2526
                listen b protocol smtp
                """;

        assertEquals(List.of("a 192.0.2.1:2525 tls", "b :2526 tls"), opened(lines, Server.DSMTP));
    }

    @Test
    void momN34_aListenerThatIsNotEnabledIsKeptAndNotOpened() throws IOException {
        String lines =
                """
                listen a on :2525
                listen a protocol smtp
                listen b on [::1]:2525
                listen b protocol submission
                listen b enable false
                """;

        assertEquals(List.of("a :2525 tls"), opened(lines, Server.DSMTP));
        assertEquals(2, table(lines).of(Server.DSMTP).size());
        assertEquals(List.of(), said(lines));
    }

    @Test
    void aValueThatGuardsKeepsOnlyItsListenerDown() throws IOException {
        String lines =
                """
                listen a on :2525
                listen a protocol smtp
                listen b on :2526
                listen b protocol smtp
                listen b encryption rot13
                listen b description
                """;

        assertEquals(List.of("a :2525 tls"), opened(lines, Server.DSMTP));
        assertEquals(
                List.of(
                        "ERROR dmail.conf:9: listen b: encryption \"rot13\": none of none, tls,"
                                + " tls-required, ssl; this listener stays down",
                        "ERROR dmail.conf:10: listen b: description \"\": a value is missing; the"
                                + " line is ignored"),
                said(lines));
    }

    @Test
    void aListenerOfAnAddressHasItsPlaceFromTheIpLine() throws IOException {
        String lines = MX + "ip 192.0.2.1 ports mx\nlisten mx@192.0.2.2 enable false\n";

        assertEquals(
                List.of(
                        "ERROR dmail.conf:8: listen mx@192.0.2.2: no ip line gives that address"
                                + " that port; the line is ignored"),
                said(lines));
    }

    private List<String> opened(String lines, Server server) throws IOException {
        return table(lines).of(server).stream()
                .filter(ListenerDefinition::isOpen)
                .map(each -> each.name() + " " + each.addressAndPort() + " " + each.encryption())
                .toList();
    }

    private ListenerTable table(String lines) throws IOException {
        Configuration configuration = fixture.reading(lines).configuration();
        return ListenerTable.of(configuration);
    }

    private List<String> said(String lines) throws IOException {
        ConfigReading reading = fixture.reading(lines);
        return reading.problems().stream().map(ListenerTableTest::text).toList();
    }

    private static String text(ConfigProblem problem) {
        return problem.severity()
                + " "
                + problem.toString().replace("/etc/dmail.conf", "dmail.conf");
    }
}
