package dmail.common.admin.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.cli.ExitStatus;
import dmail.common.config.ConfigFixture;
import dmail.common.config.Configuration;
import dmail.common.config.Server;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ListenCommandTest {
    private static final String LINES =
            """
            port mx protocol smtp
            port mx number 25
            port mx description Mail from other servers
            port pop protocol pop
            port pop number 110
            ip 127.0.0.1 ports mx
            ip 127.0.0.1 description Programs of this host
            ip 2001:db8::10 ports mx,pop
            """;

    private final Configuration configuration = new ConfigFixture().reading(LINES).configuration();

    /** The second waits, and knows no other name. */
    private final ListenerControl listeners =
            new ListenerControl() {
                @Override
                public List<ListenerState> states() {
                    List<ListenerDefinition> both =
                            ListenerTable.of(configuration).of(Server.DSMTP);
                    return List.of(
                            new ListenerState(
                                    both.getFirst(), ListenerState.State.LISTENING, "", 25),
                            new ListenerState(
                                    both.getLast(),
                                    ListenerState.State.WAITING,
                                    "this machine has no such address now",
                                    25));
                }

                @Override
                public Outcome start(String name) {
                    return name.contains("@")
                            ? new Outcome.Done()
                            : new Outcome.Failed("can't listen");
                }

                @Override
                public Outcome stop(String name) {
                    return name.equals("mx@127.0.0.1") ? new Outcome.Done() : new Outcome.Unknown();
                }
            };

    ListenCommandTest() throws IOException {}

    @Test
    void mtq14_sm15_eachIsShownWithItsPlaceItsStateAndItsDescription() {
        assertEquals(
                """
                listener             address                protocol   encryption state
                mx@127.0.0.1         127.0.0.1:25           smtp       tls        listening Mail from other servers
                mx@2001:db8::10      [2001:db8::10]:25      smtp       tls        waiting   this machine has no such address now
                """,
                ListenCommand.list(listeners).text());
    }

    @Test
    void bi7_aProgramGetsAnObjectForEach() {
        assertEquals(
                "[{\"name\":\"mx@127.0.0.1\",\"address\":\"127.0.0.1\",\"port\":25,"
                        + "\"protocol\":\"smtp\",\"encryption\":\"tls\","
                        + "\"description\":\"Mail from other servers\",\"state\":\"listening\"},"
                        + "{\"name\":\"mx@2001:db8::10\",\"address\":\"2001:db8::10\","
                        + "\"port\":25,\"protocol\":\"smtp\",\"encryption\":\"tls\","
                        + "\"description\":\"Mail from other servers\",\"state\":\"waiting\","
                        + "\"reason\":\"this machine has no such address now\"}]",
                ListenCommand.list(listeners).json());
    }

    @Test
    void mtq13_saysWhatCameOfIt() {
        assertEquals(
                "listener mx@127.0.0.1 has been stopped until the next reload\n",
                ListenCommand.stop(listeners, "MX@127.0.0.1").text());
        assertEquals(ExitStatus.DATA_ERROR, ListenCommand.stop(listeners, "none").status());
        assertEquals(
                "listen stop: this server has no listener named none; listen list has their names",
                ListenCommand.stop(listeners, "none").text().strip());
        assertEquals(ExitStatus.UNAVAILABLE, ListenCommand.start(listeners, "mx").status());
    }

    @Test
    void mtq13_saysWhatAStartedListenerWaitsFor() {
        assertEquals(
                "listener mx@127.0.0.1 has been started until the next reload\n",
                ListenCommand.start(listeners, "mx@127.0.0.1").text());
        assertEquals(
                "listener mx@2001:db8::10 has been started until the next reload;"
                        + " [2001:db8::10]:25 waits: this machine has no such address now\n",
                ListenCommand.start(listeners, "mx@2001:db8::10").text());
    }

    /** One that the machine lacks is a mistake that nothing else shows. */
    @Test
    void argN1_theAddressesOfVdomainsAreShown() throws IOException {
        Configuration virtual =
                new ConfigFixture()
                        .reading("vdomain one 192.0.2.21 one.example drop/one\n")
                        .configuration();
        List<InetAddress> machine = List.of(InetAddress.ofLiteral("127.0.0.1"));

        String text =
                IpsCommand.reply(
                                virtual, Optional.empty(), machine, each -> !machine.contains(each))
                        .text();

        assertTrue(text.lines().toList().getLast().startsWith("192.0.2.21                missing"));
    }

    /** The first address is on two interfaces; b14. */
    @Test
    void sm1_everyAddressIsShownOnceWithThePortsOfBothServers() {
        List<InetAddress> machine =
                Stream.of("192.0.2.1", "127.0.0.1", "192.0.2.1")
                        .map(InetAddress::ofLiteral)
                        .toList();

        String text =
                IpsCommand.reply(
                                configuration,
                                Optional.empty(),
                                machine,
                                each -> !machine.contains(each))
                        .text();

        assertEquals(
                """
                address                   state    hostname                  group        ports
                192.0.2.1                 up       example.com               -
                127.0.0.1                 up       example.com               -            mx:25                  Programs of this host
                2001:db8::10              missing  example.com               -            mx:25 pop:110
                """,
                text);
    }

    @Test
    void bi8_aProgramGetsAnObjectForEachAddress() {
        List<InetAddress> machine = List.of(InetAddress.ofLiteral("127.0.0.1"));

        String json = IpsCommand.reply(configuration, Optional.empty(), machine, _ -> false).json();

        assertEquals(
                "[{\"address\":\"127.0.0.1\",\"hostname\":\"example.com\",\"group\":\"\","
                        + "\"ports\":[\"mx\"],\"numbers\":[25],\"state\":\"up\","
                        + "\"description\":\"Programs of this host\"},"
                        + "{\"address\":\"2001:db8::10\",\"hostname\":\"example.com\",\"group\":\"\","
                        + "\"ports\":[\"mx\",\"pop\"],\"numbers\":[25,110],\"state\":\"up\","
                        + "\"description\":\"\"}]",
                json);
    }
}
