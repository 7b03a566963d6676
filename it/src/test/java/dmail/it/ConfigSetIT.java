package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ran;
import dmail.suite.ServerProcess;
import dmail.suite.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings that are changed while the server runs, as the hosts that mail goes to see them. */
@Timeout(120)
final class ConfigSetIT {
    @TempDir private Path folder;
    private final List<String> hellos = new CopyOnWriteArrayList<>();
    private RelayFixture fixture;
    private ServerProcess dsmtp;
    private Sink far;

    @BeforeEach
    void begin() throws Exception {
        fixture = RelayFixture.in(folder, "binding default ehlo_hostname first.example");
        fixture.domain("far.example", 2);
        far =
                fixture.sink(
                        2,
                        (step, line) -> {
                            if (step == Sink.Step.HELLO) {
                                hellos.add(line);
                            }
                            return Sink.USUAL;
                        });
        dsmtp = fixture.site().start("dsmtp");
        var _ = dsmtp.await(" ready ");
    }

    @AfterEach
    void end() throws Exception {
        dsmtp.close();
        fixture.close();
    }

    private String helloOfMessage(int number) throws Exception {
        assertTrue(RelayFixture.send(dsmtp, "Subject: lunch\n", "<bob@far.example>").good());
        far.await(all -> all.size() == number);
        return hellos.getLast();
    }

    private String conf() throws Exception {
        return Files.readString(fixture.site().conf());
    }

    @Test
    void mom11_theNextDeliveryUsesWhatTheConsoleSays() throws Exception {
        String file = conf();
        assertEquals("EHLO first.example", helloOfMessage(1));

        fixture.tell("config", "set", "binding", "default", "ehlo_hostname", "second.example");
        assertEquals("EHLO second.example", helloOfMessage(2));
        assertEquals(file, conf());

        fixture.tell("reload");
        assertTrue(eval().startsWith("ehlo_hostname first.example  ("));
    }

    @Test
    void bi4_whatIsWrittenBackHoldsAfterARestart() throws Exception {
        fixture.tell("config", "begin");
        fixture.tell("config", "set", "binding", "default", "ehlo_hostname", "second.example");
        assertTrue(eval().startsWith("ehlo_hostname first.example  ("));
        fixture.tell("config", "commit");
        assertEquals("ehlo_hostname second.example  (console:1)\n", eval());

        fixture.tell("config", "writeback");
        assertTrue(eval().startsWith("ehlo_hostname second.example  (" + fixture.site().conf()));
        dsmtp.close();
        dsmtp = fixture.site().start("dsmtp");
        assertEquals("EHLO second.example", helloOfMessage(1));
    }

    @Test
    void momN30_mailThatTheConsoleKeptIsSentWhenItLetsGo() throws Exception {
        fixture.tell("config", "set", "binding", "default", "suspend_delivery", "true");
        assertTrue(RelayFixture.send(dsmtp, "Subject: lunch\n", "<bob@far.example>").good());
        assertTrue(fixture.tell("queue").contains("bob@far.example"));
        assertEquals(List.of(), far.arrivals());

        fixture.tell("config", "set", "binding", "default", "suspend_delivery", "false");

        assertEquals(1, far.await(all -> all.size() == 1).size());
    }

    @Test
    void momN30_aBadLineIsRefusedWithItsPlace() throws Exception {
        Ran refused =
                Ran.of(
                        fixture.site()
                                .program(
                                        "tellsmtp", "config", "set", "binding", "a", "weight", "x"),
                        "");

        assertEquals(65, refused.status());
        assertTrue((refused.output() + refused.complaints()).contains("console:1: binding "));
    }

    private String eval() throws Exception {
        return fixture.tell("config", "eval", "binding", "default", "ehlo_hostname");
    }
}
