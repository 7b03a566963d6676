package dmail.smtp.source;

import static dmail.smtp.source.FakeHost.ip;
import static dmail.smtp.source.FakeHost.located;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.config.Located;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.SendingLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under which name mail leaves. */
final class EhloOrderTest {
    private static final String SOURCE = "192.0.2.20";

    private final FakeHost host = new FakeHost();
    private Optional<Located<Domain>> localHost = Optional.empty();

    private String name(String binding, SourceIdentity who, String source, List<String> lines) {
        ScopeTable scopes = ScopeTable.of(SendingLines.read(String.join("\n", lines)));
        KnownExchangers exchangers = new KnownExchangers(scopes);
        exchangers.found(new Domain("d.example"), List.of("mx.provider.example"));
        EhloOrder order =
                new EhloOrder(scopes, host, exchangers, host, localHost, located("first.example"));
        return order.of(binding, new Domain("d.example"), who, ip(source)).value().name();
    }

    @Test
    void b32_aLineForTheProviderComesBeforeAPatternOfTheDomain() {
        assertEquals(
                "provider.example",
                name(
                        "default",
                        SOURCE,
                        "to_domain *.example ehlo_hostname pattern.example",
                        "to_mx *.provider.example ehlo_hostname provider.example"));
        assertEquals(
                "own.example",
                name(
                        "default",
                        SOURCE,
                        "to_mx *.provider.example ehlo_hostname provider.example",
                        "to_domain d.example ehlo_hostname own.example"));
    }

    private String name(String binding, String source, String... lines) {
        return name(binding, SourceIdentity.NONE, source, List.of(lines));
    }

    /**
     * The names of the steps from the given one on are there; 1 is a named binding, which has
     * nothing of {@code default}.
     */
    @ParameterizedTest
    @CsvSource({
        "1, named, binding.example",
        "2, named, group.example",
        "2, default, group.example",
        "3, default, default.example",
        "3, named, address.example",
        "4, default, address.example",
        "5, default, to.example",
        "5, named, to.example",
        "6, named, all.example",
        "7, default, local.example",
        "8, default, first.example"
    })
    void b8_theFirstOfEightStepsThatHasANameGivesIt(int step, String binding, String name) {
        List<String> lines = new ArrayList<>();
        if (step <= 1) {
            lines.add("binding named ehlo_hostname binding.example");
        }
        if (step <= 2) {
            host.groupHosts.put(ip(SOURCE), "group.example");
        }
        if (step <= 3) {
            lines.add("binding default ehlo_hostname default.example");
        }
        if (step <= 4) {
            host.names.put(ip(SOURCE), "address.example");
        }
        if (step <= 5) {
            lines.add("to_domain d.example ehlo_hostname to.example");
        }
        if (step <= 6) {
            lines.add("ehlo_hostname all.example");
        }
        if (step <= 7) {
            localHost = Optional.of(located("local.example"));
        }

        assertEquals(name, name(binding, SourceIdentity.NONE, SOURCE, lines));
    }

    @Test
    void b8_theGroupOfABindingNamesIt() {
        host.groupHosts.put(ip(SOURCE), "group.example");

        assertEquals(
                "bulk.example",
                name(
                        "b",
                        SOURCE,
                        "binding_group bulk ehlo_hostname bulk.example",
                        "binding_group bulk binding b"));
    }

    @Test
    void b8_anotherSourceHasAnotherName() {
        host.names.put(ip("192.0.2.41"), "out1.example");
        host.names.put(ip("2001:db8::41"), "out6.example");

        assertEquals("out1.example", name("default", "192.0.2.41"));
        assertEquals("out6.example", name("default", "2001:db8::41"));
        assertEquals("first.example", name("default", "192.0.2.42"));
    }

    @Test
    void momN15_bi32_senderDomainIsThatOfTheMessage() {
        SourceIdentity ed =
                new SourceIdentity(Optional.empty(), "", Optional.of(new Domain("news.example")));

        assertEquals(
                "news.example",
                name("b", ed, SOURCE, List.of("binding b ehlo_hostname sender-domain")));
    }

    /** A bounce has no sender. */
    @Test
    void momN15_withoutASenderTheNextLineCounts() {
        assertEquals(
                "all.example",
                name(
                        "b",
                        SOURCE,
                        "binding b ehlo_hostname sender-domain",
                        "ehlo_hostname all.example"));
    }

    @Test
    void momN15_bi32_machineIsTheNameOfThisMachine() {
        host.machineName = Optional.of(new Domain("box7.example"));

        assertEquals("box7.example", name("b", SOURCE, "binding b ehlo_hostname machine"));
    }

    @Test
    void mtqN8_theNameIsTheLocalDomainOrAGivenOne() {
        assertEquals("first.example", name("default", SOURCE));
        assertEquals("given.example", name("default", SOURCE, "ehlo_hostname given.example"));
    }

    @Test
    void mtqN8_theNameIsWhatAReverseLookUpOfTheSourceGives() {
        host.reverse.put(ip(SOURCE), "out.example");

        assertEquals("out.example", name("default", SOURCE, "ehlo_hostname reverse"));
        assertEquals(
                "out.example",
                name("one", SOURCE, "binding one ehlo_hostname reverse", "local_host l.example"));
    }

    @Test
    void mtqN8_anAddressWithoutANameFallsBack() {
        assertEquals("first.example", name("default", SOURCE, "ehlo_hostname reverse"));
    }
}
