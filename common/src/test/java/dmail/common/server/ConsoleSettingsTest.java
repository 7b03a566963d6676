package dmail.common.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.admin.AdminReply;
import dmail.common.admin.ConfigChange.Verb;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigProblem;
import dmail.common.config.Configuration;
import dmail.common.config.LimitSettings;
import dmail.common.config.Server;
import dmail.common.config.binding.BindingSettings;
import dmail.common.config.read.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ConsoleSettingsTest {
    @TempDir private Path folder;
    private ConsoleFixture fixture;

    @BeforeEach
    void begin() throws IOException {
        fixture = new ConsoleFixture(folder);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    // ---- at run time

    @Test
    void mom11_anOptionOfDefaultHoldsAtOnceAndNoFileIsTouched() throws IOException {
        String before = fixture.configure("binding default retry_interval 600");

        AdminReply reply = fixture.set("binding default ehlo_hostname out.example");

        assertEquals("in force until the next reload or restart\n", reply.text());
        assertEquals("out.example  (console:1)", fixture.ehloInForce("binding default"));
        assertEquals(before, fixture.text("dmail.conf"));
    }

    /** The manager's password over the network gets no program run. */
    @Test
    void momN30_onlySendingCanBeChangedOverTheNetwork() throws IOException {
        fixture.configure("binding default retry_interval 600");

        AdminReply refused = fixture.setFromAfar("authent_process /tmp/evil");
        AdminReply done = fixture.setFromAfar("binding default ehlo_hostname out.example");

        assertEquals(ExitStatus.NO_PERMISSION, refused.status());
        assertTrue(refused.text().contains("over the network"), refused.text());
        ConsoleFixture.assertDone(done);
    }

    @Test
    void momN30_setReplacesTheLineOfThatScopeAlone() throws IOException {
        fixture.configure(
                "binding one ehlo_hostname a.example",
                "binding one domain far.example ehlo_hostname b.example");

        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname c.example"));

        assertEquals("c.example  (console:1)", fixture.ehloInForce("binding one"));
        assertEquals(
                "b.example  (" + fixture.file("dmail.conf") + ":6)",
                fixture.ehloInForce("binding one domain far.example"));
    }

    @Test
    void momN30_unsetFallsBackToTheNextScope() throws IOException {
        fixture.configure("ehlo_hostname all.example", "binding one ehlo_hostname a.example");

        ConsoleFixture.assertDone(fixture.unset("binding one ehlo_hostname"));

        assertEquals(
                "all.example  (" + fixture.file("dmail.conf") + ":5)",
                fixture.ehloInForce("binding one"));
    }

    @Test
    void momN30_unsetOfWhatIsNotSetIsRefused() throws IOException {
        fixture.configure("binding one ehlo_hostname a.example");

        AdminReply reply = fixture.unset("binding one weight");

        assertEquals(ExitStatus.DATA_ERROR, reply.status());
        assertEquals(
                "nothing has changed:\nconsole:1: binding one weight is not set\n", reply.text());
    }

    @Test
    void momN30_twoAddressesOfABindingAreTwoLines() throws IOException {
        fixture.configure("binding one bind_address 127.0.0.2");

        ConsoleFixture.assertDone(fixture.set("binding one bind_address ::1"));
        ConsoleFixture.assertDone(fixture.set("binding one bind_address 127.0.0.3"));

        assertEquals(
                List.of(
                        "one bind_address 127.0.0.3",
                        "one bind_address " + InetAddress.ofLiteral("::1").getHostAddress()),
                fixture.console().current.values(BindingSettings.BINDING).stream()
                        .map(line -> BindingSettings.BINDING.type().show(line))
                        .toList());
    }

    /** The words are those that the file's reader has for the same line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "binding one weight 2",
                "binding one max_retries many",
                "binding one nonsense 1",
                "binding one:two ehlo_hostname a.example",
                "to_domain *.example bind_address 127.0.0.2",
                "bind_rule from *@x.example use nobody",
                "max_rcpts many",
                "ehlo_hostname",
                "weight 3",
            })
    void momN30_errorsAreInTheWordsOfTheFile(String line) throws IOException {
        fixture.configure();
        List<String> ofConsole = fixture.set(line).text().lines().skip(1).toList();
        fixture.write("other.conf", ConsoleFixture.needed() + line + "\n");

        List<String> ofFile =
                ConfigReader.read(fixture.file("other.conf"), Server.DSMTP).problems().stream()
                        .filter(p -> p.severity() != ConfigProblem.Severity.WARNING)
                        .map(p -> "console:1: " + p.message())
                        .toList();

        assertFalse(ofFile.isEmpty());
        assertEquals(ofFile, ofConsole);
    }

    @ParameterizedTest
    @ValueSource(strings = {"work_path other", "pop_port 111", "manager_password x", "nonsense 1"})
    void momN30_whatAReloadDoesNotChangeIsRefusedByName(String line) throws IOException {
        fixture.configure();
        Configuration before = fixture.console().current;

        AdminReply reply = fixture.set(line);

        assertEquals(ExitStatus.DATA_ERROR, reply.status());
        assertTrue(reply.text().contains(line.substring(0, line.indexOf(' '))), reply.text());
        assertEquals(before, fixture.console().current);
    }

    @Test
    void momN30_otherSettingsGoTheWayOfAReload() throws IOException {
        fixture.configure("max_rcpts 7");

        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        assertEquals(8, fixture.server.configuration.get().value(LimitSettings.MAX_RCPTS));

        ConsoleFixture.assertDone(fixture.unset("max_rcpts"));
        assertEquals(
                LimitSettings.MAX_RCPTS.standard().orElseThrow(),
                fixture.server.configuration.get().value(LimitSettings.MAX_RCPTS));
    }

    @Test
    void momN30_whatTheServerRefusesDoesNotHold() throws IOException {
        fixture.configure("max_rcpts 7");
        fixture.server.refusal = "port 26 is taken";

        AdminReply reply = fixture.set("max_rcpts 8");

        assertEquals(ExitStatus.CONFIG, reply.status());
        assertEquals("nothing has changed:\nport 26 is taken\n", reply.text());
        assertEquals(7, fixture.console().current.value(LimitSettings.MAX_RCPTS));
    }

    @Test
    void momN30_aBindingThatARuleNamesStays() throws IOException {
        fixture.configure(
                "binding one ehlo_hostname a.example", "bind_rule from *@x.example use one");

        AdminReply reply = fixture.unset("binding one");

        assertEquals(
                "nothing has changed:\n"
                        + fixture.file("dmail.conf")
                        + ":6: bind_rule \"from *@x.example use one\": there is no binding one;"
                        + " dsmtp does not start\n",
                reply.text());
    }

    // ---- transactions

    @Test
    void bi4_betweenBeginAndCommitTheOldValuesHold() throws IOException {
        fixture.configure("binding one ehlo_hostname a.example");

        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname b.example"));
        assertTrue(fixture.ehloInForce("binding one").startsWith("a.example "));
        ConsoleFixture.assertDone(fixture.ask(Verb.COMMIT));

        assertEquals("b.example  (console:1)", fixture.ehloInForce("binding one"));
        assertTrue(fixture.log().contains("- settings changed by=root count=1\n"), fixture.log());
    }

    @Test
    void momN30_aTransactionHoldsWholeOrNotAtAll() throws IOException {
        fixture.configure("binding one ehlo_hostname a.example");

        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname b.example"));
        ConsoleFixture.assertDone(fixture.set("bind_rule from *@x.example use two"));
        AdminReply reply = fixture.ask(Verb.COMMIT);

        assertEquals(ExitStatus.DATA_ERROR, reply.status());
        assertTrue(reply.text().contains("\nconsole:2: bind_rule "), reply.text());
        assertTrue(fixture.ehloInForce("binding one").startsWith("a.example "));

        ConsoleFixture.assertDone(fixture.set("binding two ehlo_hostname c.example"));
        ConsoleFixture.assertDone(fixture.ask(Verb.COMMIT));
        assertEquals("b.example  (console:1)", fixture.ehloInForce("binding one"));
    }

    @Test
    void momN30_rollbackDropsThemAll() throws IOException {
        fixture.configure();

        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname b.example"));
        assertEquals(
                "the transaction is ended; changes dropped: 1\n",
                fixture.ask(Verb.ROLLBACK).text());

        assertFalse(fixture.console().current.isSet(BindingSettings.BINDING));
        assertEquals(ExitStatus.DATA_ERROR, fixture.ask(Verb.COMMIT).status());
    }

    @Test
    void momN30_anotherCallerIsToldWhoseTransactionItIs() throws IOException {
        fixture.configure();
        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));

        AdminReply reply = fixture.ask("192.0.2.1", Verb.SET, "max_rcpts 8");

        assertEquals(ExitStatus.TEMPORARY, reply.status());
        assertTrue(
                reply.text()
                        .startsWith("config: root has a transaction open since 2026-11-21T12:00"),
                reply.text());
    }

    @Test
    void momN30_aSecondBeginSaysSinceWhenAndWhatToDo() throws IOException {
        fixture.configure();
        fixture.clock.advance(Duration.ofMillis(1500));
        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));

        AdminReply reply = fixture.ask(Verb.BEGIN);

        assertEquals(ExitStatus.DATA_ERROR, reply.status());
        assertEquals(
                "config begin: a transaction is open since 2026-11-21T12:00:01Z; config commit or"
                        + " config rollback ends it\n",
                reply.text());
    }

    @Test
    void momN30_aTransactionIsDroppedAfterFifteenMinutes() throws IOException {
        fixture.configure();
        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        fixture.clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertEquals(
                ExitStatus.TEMPORARY, fixture.ask("192.0.2.1", Verb.SET, "max_rcpts 9").status());

        fixture.clock.advance(Duration.ofSeconds(1));
        ConsoleFixture.assertDone(fixture.ask("192.0.2.1", Verb.SET, "max_errors 9"));

        assertFalse(fixture.console().current.isSet(LimitSettings.MAX_RCPTS));
        assertEquals(ExitStatus.DATA_ERROR, fixture.set("max_rcpts 10").status());
        assertEquals(ExitStatus.DATA_ERROR, fixture.ask(Verb.COMMIT).status());
        ConsoleFixture.assertDone(fixture.set("max_rcpts 10"));
        assertTrue(
                fixture.log()
                        .contains(
                                "- transaction dropped by=root count=1"
                                        + " reason=\"15 minutes without commit\"\n"),
                fixture.log());
    }

    @Test
    void momN30_theLinesOfTheConsoleAreBounded() throws IOException {
        fixture.configure();
        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));
        AdminReply reply = AdminReply.done("");
        int taken = 0;
        while (reply.status() == ExitStatus.OK && taken < 1_000) {
            reply = fixture.set("forward u" + taken + "@test.example |/bin/" + "x".repeat(4_000));
            taken++;
        }

        assertEquals(ExitStatus.TEMPORARY, reply.status(), reply.text());
        assertEquals(261, taken);
    }

    @Test
    void momN30_whatFollowsADroppedTransactionDoesNotHoldAlone() throws IOException {
        fixture.configure();
        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));
        ConsoleFixture.assertDone(fixture.console().reload());

        assertEquals(
                "config: the transaction was dropped: the configuration was read again; config"
                        + " rollback ends it, config begin begins another\n",
                fixture.set("max_rcpts 8").text());
        ConsoleFixture.assertDone(fixture.ask("192.0.2.1", Verb.SET, "max_errors 9"));
        fixture.clock.advance(Duration.ofMinutes(15));
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
    }

    // ---- reload

    @Test
    void bi4_aReloadEndsWhatWasSet() throws IOException {
        fixture.configure("binding one ehlo_hostname a.example");
        ConsoleFixture.assertDone(fixture.set("binding one ehlo_hostname b.example"));
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        ConsoleFixture.assertDone(fixture.ask(Verb.BEGIN));

        ConsoleFixture.assertDone(fixture.console().reload());

        assertTrue(fixture.ehloInForce("binding one").startsWith("a.example "));
        assertFalse(fixture.server.configuration.get().isSet(LimitSettings.MAX_RCPTS));
        assertEquals(ExitStatus.DATA_ERROR, fixture.ask(Verb.COMMIT).status());
    }

    @Test
    void bi4_aReloadThatFailsEndsNothing() throws IOException {
        fixture.configure("max_rcpts 7");
        ConsoleFixture.assertDone(fixture.set("max_rcpts 8"));
        fixture.write("dmail.conf", ConsoleFixture.needed() + "max_rcpts many\n");

        assertEquals(ExitStatus.CONFIG, fixture.console().reload().status());

        assertEquals(8, fixture.console().current.value(LimitSettings.MAX_RCPTS));
    }
}
