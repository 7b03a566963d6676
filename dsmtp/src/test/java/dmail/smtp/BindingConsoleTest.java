package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminCommand.Handler;
import dmail.common.admin.CommandTable;
import dmail.common.admin.ReplyForm;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.server.Running;
import dmail.common.testing.Await;
import dmail.smtp.client.Sink;
import dmail.smtp.testing.TestDns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands about bindings, asked of the whole server. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BindingConsoleTest {
    private static final String LINES =
            """
            binding one bind_address 127.0.0.5
            binding one ehlo_hostname one.test.example
            binding_group bulk binding out1 bind_address 127.0.0.6
            bind_rule from amy@* use one
            bind_rule from ed@* use group:bulk
            """;

    private @TempDir Path folder;
    private WholeServer site;
    private Sink sink;

    @BeforeEach
    void makeFolders() throws Exception {
        sink = Sink.start();
        site =
                WholeServer.in(
                        folder,
                        List.of("amy"),
                        """
                        sysadmin amy@test.example
                        gateway far.example 127.0.0.1:%d
                        """
                                .formatted(sink.port()));
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
        sink.close();
    }

    /** What a command has answered. */
    private record Answer(ExitStatus status, String text) {}

    private Answer ask(ReplyForm form, String line) throws IOException {
        CommandTable.Call call =
                CommandTable.find(List.of(line.split(" ")), dmail.common.config.Server.DSMTP)
                        .orElseThrow();
        StringBuilder text = new StringBuilder();
        StreamedReply.ReplyWriter writer =
                new StreamedReply.ReplyWriter() {
                    @Override
                    public ReplyForm form() {
                        return form;
                    }

                    @Override
                    public void write(String more) {
                        text.append(more);
                    }

                    @Override
                    public void keepAlive() {}
                };
        Handler.Binding handler = assertInstanceOf(Handler.Binding.class, call.command().handler());
        ExitStatus status =
                site.server()
                        .view()
                        .bindingReply(handler.command(), call.arguments())
                        .write(writer);
        return new Answer(status, text.toString());
    }

    private String text(String line) throws IOException {
        Answer answer = ask(ReplyForm.TEXT, line);
        assertEquals(ExitStatus.OK, answer.status(), answer.text());
        return answer.text();
    }

    private String json(String line) throws IOException {
        Answer answer = ask(ReplyForm.JSON, line);
        assertEquals(ExitStatus.OK, answer.status(), answer.text());
        return answer.text().strip();
    }

    @Test
    void mom9_bi9_defaultIsListedWithItsCountersWithoutAnyLine() throws Exception {
        site.start("");
        site.send("amy@test.example", "x@far.example", "y@far.example");
        site.log().await("delivered to=y@far.example");

        String summary =
                Await.text(
                        "\"queued\":0,\"delivered\":2,\"failed\":0,\"received\":2",
                        () -> json("binding summary"));
        assertTrue(
                summary.startsWith(
                        "[{\"name\":\"default\",\"group\":\"\",\"state\":\"running\","
                                + "\"reason\":\"\",\"until\":\"\",\"connections\":"),
                summary);
        assertTrue(summary.endsWith("}]"), summary);
    }

    @Test
    void momN25_bi9_summaryCountsEachBindingAndCanBeAskedForAGroup() throws Exception {
        sink.on("CONNECT", "421 4.3.2 not now");
        site.start(LINES);
        site.send("amy@test.example", "x@far.example", "y@far.example");
        site.log().await("deferred to=y@far.example");
        site.send("ed@test.example", "z@far.example");
        site.log().await("deferred to=z@far.example");

        site.clock().advance(Duration.ofHours(2));
        String one = json("binding summary one");
        assertTrue(one.contains("\"queued\":2,\"delivered\":0,\"failed\":0,\"received\":2"), one);
        assertTrue(
                one.contains(
                        "\"delivered_per_hour\":0,\"received_per_hour\":1,"
                                + "\"uptime_seconds\":7200"),
                one);
        assertTrue(text("binding summary").endsWith("\nuptime_seconds: 7200\n"));
        assertTrue(
                json("binding summary group:bulk")
                        .startsWith("[{\"name\":\"out1\",\"group\":\"bulk\""));
        assertEquals(
                List.of("default", "one", "out1"),
                Pattern.compile("\"name\":\"([^\"]*)\"")
                        .matcher(json("binding summary"))
                        .results()
                        .map(found -> found.group(1))
                        .toList());
        assertEquals(ExitStatus.DATA_ERROR, ask(ReplyForm.TEXT, "binding summary One").status());
    }

    @Test
    void bi9_bi12_summaryNamesTheDomainsThatAreSuspendedAlone() throws Exception {
        site.start(LINES);
        site.clock().advance(Duration.ofMillis(459));
        for (String words : List.of("slow.example 5 they are ill", "far.example")) {
            site.server()
                    .view()
                    .carryOut(
                            DsmtpCommand.BINDING_SUSPEND,
                            List.of(("one domain " + words).split(" ")));
        }

        assertEquals(
                List.of(
                        "    suspended for far.example",
                        "    suspended for slow.example until 2026-11-21T12:05:00Z (they are ill)",
                        "uptime_seconds: 0"),
                text("binding summary one").lines().skip(2).toList());
        assertEquals(
                "bulk is a group: write group:bulk\n",
                ask(ReplyForm.TEXT, "binding summary bulk").text());
    }

    @Test
    void momN26_bi10_domainsOfABindingAreCountedAndSuspendedMailIsDelayed() throws Exception {
        site.start(LINES + "binding one suspend_delivery true\n");
        site.send("amy@test.example", "x@far.example", "y@other.example");
        site.log().await("deferred to=y@other.example");
        site.send("amy@test.example", "x@far.example");

        assertEquals(
                "far.example 2\nother.example 1\n3 messages for 2 domains\n",
                Await.text("far.example 2\n", () -> text("binding delayed one 0")));
        assertEquals(
                "[{\"domain\":\"far.example\",\"messages\":2}]", json("binding delayed one 1"));
        assertEquals("[]", json("binding active one 0"));
        String summary = json("binding summary one");
        assertTrue(
                summary.contains("\"state\":\"suspended\",\"reason\":\"suspend_delivery\""),
                summary);
    }

    @Test
    void b25_bi34_mailOfARemovedBindingIsCountedOnceAndHasARowAndAnotherBinding() throws Exception {
        sink.on("CONNECT", "421 4.3.2 not now");
        site.start(LINES);
        site.send("amy@test.example", "x@far.example");
        site.log().await("deferred to=x@far.example");
        Configuration without =
                site.configuration(
                        LINES.lines()
                                .filter(line -> !line.contains(" one"))
                                .collect(Collectors.joining("\n")));

        assertEquals(OptionalInt.of(1), rebound(site.server().reload(without)));
        assertEquals(OptionalInt.of(0), rebound(site.server().reload(without)));
        assertEquals(OptionalInt.of(0), rebound(site.server().changeSending(without)));

        assertEquals("1 message for 1 domain", last(text("binding delayed default 0")));
        assertEquals(ExitStatus.DATA_ERROR, ask(ReplyForm.TEXT, "binding summary one").status());
        assertEquals(
                1,
                site.log().lines().stream().filter(line -> line.endsWith(" rebound")).count(),
                () -> site.log().lines().toString());
    }

    private static OptionalInt rebound(Running.Reload reload) {
        return assertInstanceOf(Running.Reload.Done.class, reload).rebound();
    }

    private static String last(String text) {
        return text.lines().toList().getLast();
    }

    private void sendSixThatHang() throws Exception {
        for (int i = 0; i < 6; i++) {
            site.send("amy@test.example", "x@far.example");
        }
        sink.awaitConnections(2);
        String _ = Await.text("\"active\":6,", () -> json("binding summary one"));
    }

    private void endThoseThatHang(int connections) throws Exception {
        long _ =
                Await.answer(
                        connections + " times MAIL",
                        () -> sink.heard().stream().filter(line -> line.startsWith("MAIL")).count(),
                        count -> count == connections);
        sink.close();
        // What becomes of an attempt is written down after it, and no wait of the server's covers
        // that.
        int _ = Await.answer("all six in the queue", this::queued, count -> count == 6);
    }

    private int queued() throws IOException {
        return Pattern.compile("\"queued\":([0-9]+)")
                .matcher(json("binding summary"))
                .results()
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .sum();
    }

    /** The two connections that are open hang, so nothing of theirs is told. */
    @Test
    void b25_mailThatWaitsBehindHangingConnectionsOfARemovedBindingGoesByAnother()
            throws Exception {
        sink.on("MAIL", Sink.SILENCE);
        site.start(LINES + "binding one max_outbound_connections 2\n");
        sendSixThatHang();
        Configuration without =
                site.configuration(
                        LINES.lines()
                                .filter(line -> !line.contains(" one"))
                                .collect(Collectors.joining("\n")));

        assertEquals(OptionalInt.of(6), rebound(site.server().reload(without)));
        site.clock().advance(Duration.ofSeconds(1));
        endThoseThatHang(4);

        assertEquals(List.of("127.0.0.5", "127.0.0.5", "127.0.0.1", "127.0.0.1"), sink.clients());
    }

    @Test
    void bi4_aLimitThatIsRaisedAtRunTimeOpensConnectionsThoughTheOthersHang() throws Exception {
        sink.on("MAIL", Sink.SILENCE);
        site.start(LINES + "binding one max_outbound_connections 2\n");
        sendSixThatHang();

        Configuration raised =
                site.configuration(LINES + "binding one max_outbound_connections 5\n");
        assertEquals(OptionalInt.of(0), rebound(site.server().changeSending(raised)));
        endThoseThatHang(5);
    }

    @Test
    void momN27_momN28_bi11_flushAndFailAnswerWithTheNumberOfMessages() throws Exception {
        sink.on("CONNECT", "421 4.3.2 not now");
        site.start(LINES);
        site.send("amy@test.example", "x@far.example");
        site.log().await("deferred to=x@far.example");

        String dry = json("binding fail domain --dry-run one all");
        assertTrue(dry.startsWith("{\"messages\":1,\"busy\":0,\"failed\":0,"), dry);
        assertTrue(text("binding fail domain --dry-run one all").contains(" <x@far.example>\n"));
        assertEquals(
                "0 messages would be tried now\n",
                text("binding flush domain one else.example --dry-run"));
        assertEquals(
                ExitStatus.DATA_ERROR,
                ask(ReplyForm.TEXT, "binding fail domain one all 450 later").status());
        assertEquals(
                "1 message failed\n",
                text("binding fail domain one far.example 550 5.1.1 the site is closed"));
        site.log().await("delivered to=amy@test.example");
        String bounce = Files.readString(folder.resolve("mail/amy"));
        assertTrue(bounce.contains("smtp; 550 5.1.1 the site is closed"), bounce);
        assertTrue(
                json("binding summary one").contains("\"queued\":0,\"delivered\":0,\"failed\":1"));
    }

    @Test
    void momN27_bi11_whatIsFlushedIsTriedNowAndCounted() throws Exception {
        sink.once("CONNECT", "421 4.3.2 not now");
        site.start(LINES);
        site.send("amy@test.example", "x@far.example");
        site.log().await("deferred to=x@far.example");

        assertEquals(
                "1 message would be tried now\n",
                text("binding flush domain one far.example --dry-run")
                        .lines()
                        .skip(1)
                        .collect(Collectors.joining("\n", "", "\n")));
        assertEquals(
                "{\"messages\":1,\"busy\":0,\"failed\":0}",
                json("binding flush domain one far.example"));
        assertEquals(List.of("<x@far.example>"), sink.await(1).getFirst().to());
    }

    @Test
    void momN29_bi11_reroutedMailGoesToTheOtherHostsAndKeepsItsRecipient() throws Exception {
        try (Sink dead = Sink.start()) {
            dead.on("CONNECT", "421 4.3.2 not now");
            site.start(LINES + "gateway dead.example 127.0.0.1:" + dead.port() + "\n");
            site.send("amy@test.example", "x@dead.example");
            site.log().await("deferred to=x@dead.example");

            assertEquals(
                    "1 message would be rerouted\n",
                    text("reroute queue dead.example far.example --dry-run")
                            .lines()
                            .skip(1)
                            .collect(Collectors.joining("\n", "", "\n")));
            assertEquals(
                    "{\"messages\":1,\"busy\":0,\"failed\":0}",
                    json("reroute queue dead.example far.example"));
            assertEquals(List.of("<x@dead.example>"), sink.await(1).getFirst().to());
        }
    }

    @Test
    void b27_bi14_probeShowsWhatTheHostSaysToTheBinding() throws Exception {
        site.start(LINES);

        String dialogue = text("probe one far.example");

        assertEquals(
                List.of(
                        "220 mx.example ready",
                        "250-mx.example",
                        "250-PIPELINING",
                        "250-8BITMIME",
                        "250 HELP",
                        "221 2.0.0 bye"),
                dialogue.lines().filter(line -> Character.isDigit(line.charAt(0))).toList());
        assertTrue(dialogue.contains("\n> EHLO one.test.example\n"), dialogue);
        assertEquals(List.of("127.0.0.5"), sink.clients());
        assertEquals(ExitStatus.DATA_ERROR, ask(ReplyForm.TEXT, "probe two far.example").status());
    }

    @Test
    void b27_bi14_aProbeGoesThroughStartTls() throws Exception {
        sink.offering("STARTTLS").encrypting();
        site.start(LINES);

        String dialogue = text("probe default far.example");

        assertTrue(dialogue.contains("> STARTTLS\n220 go on\n= encrypted by TLSv1.3\n"), dialogue);
        assertTrue(dialogue.endsWith("> QUIT\n221 2.0.0 bye\n"), dialogue);
    }

    @Test
    void b27_bi14_aProbeThatIsRefusedFails() throws Exception {
        sink.on("EHLO", "554 5.7.1 go away").on("HELO", "554 5.7.1 go away");
        site.start(LINES);

        Answer answer = ask(ReplyForm.TEXT, "probe one far.example");

        assertEquals(ExitStatus.TEMPORARY, answer.status());
        assertTrue(answer.text().contains("\n554 5.7.1 go away\n"), answer.text());
    }

    @Test
    void b27_bi14_aProbeNamesTheSourceThatIsMissing() throws Exception {
        site.start("binding one bind_address 192.0.2.99\n");

        Answer answer = ask(ReplyForm.TEXT, "probe one far.example");

        assertEquals(ExitStatus.TEMPORARY, answer.status());
        assertTrue(
                answer.text().contains("\n= can't connect from source 192.0.2.99 to "),
                answer.text());
    }

    @Test
    void momN31_bi13_aTraceHasTheDialogueOfItsPairOnly() throws Exception {
        site.start(LINES);
        assertEquals("1\n", text("trace smtp add one far.example one.trace"));
        site.send("ed@test.example", "x@far.example");
        site.log().await("delivered to=x@far.example");
        site.send("amy@test.example", "y@far.example");
        site.log().await("delivered to=y@far.example");
        Path file = folder.resolve("work/one.trace");

        assertTrue(
                text("trace smtp list").startsWith("1 one far.example " + file.toAbsolutePath()));
        assertEquals("trace 1 has ended\n", text("trace smtp remove 1"));
        assertEquals("no traces\n", text("trace smtp list"));
        assertEquals(ExitStatus.DATA_ERROR, ask(ReplyForm.TEXT, "trace smtp remove 1").status());

        String trace = Files.readString(file);
        assertTrue(trace.contains(" 1 > EHLO one.test.example\n"), trace);
        assertTrue(trace.contains(" 1 > RCPT TO:<y@far.example>"), trace);
        assertTrue(trace.contains(" 1 < 354 go on\n"), trace);
        assertTrue(trace.contains(" octets of a message\n"), trace);
        assertEquals(-1, trace.indexOf(WholeServer.TEXT), trace);
        assertEquals(-1, trace.indexOf("x@far.example"), trace);
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void momN31_bi13_tracesEndWithTheServer() throws Exception {
        site.start(LINES);
        assertEquals("1\n", text("trace smtp add one far.example one.trace"));
        site.server().stop();

        assertEquals("no traces\n", text("trace smtp list"));
    }

    /** A host that says nothing holds each of them up. */
    @Test
    void b27_bi14_fewProbesAreUnderWayAtATime() throws Exception {
        sink.on("EHLO", Sink.SILENCE);
        site.start(LINES);
        for (int i = 0; i < 4; i++) {
            Thread.ofVirtual().start(() -> assertDoesNotThrow(() -> probe()));
        }
        Await.answer("4 connections", () -> sink.clients().size(), count -> count == 4);

        Answer answer = probe();

        assertEquals(ExitStatus.TEMPORARY, answer.status());
        assertEquals("other probes are under way\n", answer.text());
    }

    private Answer probe() throws IOException {
        return ask(ReplyForm.TEXT, "probe one far.example");
    }

    @Test
    void mtqN8_b9_ehloAndCheckIpsAskTheSameNameServers() throws Exception {
        try (TestDns dns = TestDns.start()) {
            dns.has("5.0.0.127.in-addr.arpa", "PTR", "else.example.")
                    .has("5.0.0.127.in-addr.arpa", "PTR", "five.example.")
                    .has("else.example", "A", "192.0.2.5")
                    .has("five.example", "A", "127.0.0.5");
            site.start(
                    """
                    binding one bind_address 127.0.0.5
                    binding one ehlo_hostname reverse
                    bind_rule from amy@* use one
                    outbound_ipv4 bound
                    outbound_ipv6 bound
                    """
                            + dns.setting());
            site.send("amy@test.example", "x@far.example");

            assertTrue(
                    site.log()
                            .await("delivered to=x@far.example")
                            .contains(" source=127.0.0.5 ehlo=five.example "));
            assertEquals(
                    "127.0.0.5  else.example,five.example  192.0.2.5,127.0.0.5  ok\n",
                    text("check ips"));
        }
    }

    @Test
    void momN31_bi13_aTraceLeavesNothingElseAlone() throws Exception {
        site.start(LINES);
        Files.createSymbolicLink(folder.resolve("work/link"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("work/out"), folder.resolve("mail"));

        for (String path :
                List.of(
                        folder.resolve("trace").toString(),
                        "../trace",
                        "link",
                        "out/trace",
                        "dsmtp.sock/x",
                        "nowhere/trace",
                        "journal",
                        "journal/trace",
                        "queue/1K1G37H6T4R741",
                        "../work/spool/trace",
                        "suspended",
                        "bindings.state",
                        "bindings.state.new")) {
            assertEquals(
                    ExitStatus.CANNOT_CREATE,
                    ask(ReplyForm.TEXT, "trace smtp add * * " + path).status(),
                    path);
        }
        try (Stream<Path> mail = Files.list(folder.resolve("mail"))) {
            assertEquals(0, mail.count());
        }
        assertEquals("no traces\n", text("trace smtp list"));
    }

    @Test
    void mtq14_momN32_showListsConnectionsOfBothKinds() throws Exception {
        sink.on("EHLO", Sink.SILENCE);
        site.start(LINES);
        site.send("amy@test.example", "x@far.example");
        sink.awaitConnection();

        String out = Await.text("\"ehlo\":\"one.test.example\"", () -> show("outbound"));
        assertTrue(out.contains("\"binding\":\"one\",\"source\":\"127.0.0.5\""), out);
        assertEquals("[]", show("inbound"));
        try (Socket client =
                new Socket(InetAddress.ofLiteral("127.0.0.1"), site.server().address().getPort())) {
            String in = Await.answer("session", () -> show("inbound"), list -> !list.equals("[]"));
            String place = "\"listener\":\"here\",\"local\":\"127.0.0.1:" + client.getPort();
            assertTrue(in.contains(place + "\""), in);
        }
        String summary = json("binding summary one");
        assertTrue(summary.contains("\"connections\":1,\"active\":1,\"queued\":0"), summary);
        assertEquals("far.example 1\n1 message for 1 domain\n", text("binding active one 0"));
    }

    private String show(String what) {
        return site.server().view().carryOut(DsmtpCommand.SHOW, List.of(what)).json();
    }
}
