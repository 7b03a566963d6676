package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.ServerProcess;
import dmail.suite.Sink;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What another host gets of mail whose binding waits, also over kills and reloads. */
@Timeout(120)
final class SuspensionIT {
    private static final String MAIL = "Subject: lunch\n\nOn Friday?\n.\n";

    @TempDir private Path folder;
    private RelayFixture fixture;
    private Sink sink;
    private ServerProcess dsmtp;

    @BeforeEach
    void start() throws Exception {
        fixture =
                RelayFixture.in(
                        folder,
                        "binding one suspend_delivery false",
                        "binding two warm_up 2/day",
                        "bind_rule to one@* use one",
                        "bind_rule to two@* use two");
        fixture.domain("far.example", 2);
        sink = fixture.sink(2, Sink.Manners.GOOD);
        begin();
    }

    private void begin() throws Exception {
        dsmtp = fixture.site().start("dsmtp");
        var _ = dsmtp.await(" ready ");
    }

    @AfterEach
    void stop() throws Exception {
        dsmtp.close();
        fixture.close();
    }

    private void send(String to) throws Exception {
        assertEquals(250, RelayFixture.send(dsmtp, MAIL, "<" + to + "@far.example>").code());
    }

    private void awaitArrivals(int count) throws Exception {
        var _ = sink.await(arrivals -> arrivals.size() >= count);
    }

    private void reload(String from, String to) throws Exception {
        Path conf = fixture.site().conf();
        Files.writeString(conf, Files.readString(conf).replace(from, to));
        fixture.tell("reload");
    }

    @Test
    void b23_aSuspensionOutlastsAKillAndItsMailGoesWhenItEnds() throws Exception {
        fixture.tell("binding", "suspend", "one", "60", "black", "listed");
        dsmtp.kill();
        dsmtp.close();
        begin();
        assertTrue(dsmtp.text().contains("binding suspended binding=one"), dsmtp::text);
        send("one");
        var _ = dsmtp.await("reason=\"binding one is suspended: black listed\"");
        send("else");
        awaitArrivals(1);

        assertTrue(fixture.tell("binding", "resume", "one").contains("1 message is tried now"));
        awaitArrivals(2);
        assertEquals(2, sink.arrivals().size());
    }

    @Test
    void momN16_aReloadSuspendsAndLetsGoAtOnce() throws Exception {
        reload("one suspend_delivery false", "one suspend_delivery true");
        send("one");
        var _ = dsmtp.await("reason=\"its delivery is suspended by a line of dmail.conf\"");
        reload("one suspend_delivery true", "one suspend_delivery false");

        awaitArrivals(1);
    }

    @Test
    void momN33_mailOfASuspendedBindingThatIsRemovedLeavesByDefault() throws Exception {
        fixture.tell("binding", "suspend", "one");
        send("one");
        var _ = dsmtp.await("deferred to=one@far.example");
        reload("bind_rule to one@* use one\n", "");
        reload("binding one suspend_delivery false\n", "");

        awaitArrivals(1);
        assertTrue(dsmtp.await("delivered to=one@far.example").contains(" binding=default "));
    }

    @Test
    void bi15_aYoungBindingSendsItsPartAndTheRestWaits() throws Exception {
        send("two");
        send("two");
        awaitArrivals(2);
        send("two");
        var _ = dsmtp.await("reason=\"binding two has sent the 2/day of its warm_up\"");
        dsmtp.stop();
        dsmtp.close();
        begin();
        var _ = dsmtp.await("queue read messages=1");
        send("else");
        awaitArrivals(3);

        reload("two warm_up 2/day", "two warm_up 3/day");
        awaitArrivals(4);
    }
}
