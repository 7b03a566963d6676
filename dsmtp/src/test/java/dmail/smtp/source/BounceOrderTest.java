package dmail.smtp.source;

import static dmail.smtp.source.FakeHost.ip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.config.binding.ScopeTable;
import dmail.common.testing.SendingLines;
import dmail.smtp.message.Reception;
import org.junit.jupiter.api.Test;

/** Whether mail bounces, and from whom bounces are. */
final class BounceOrderTest {
    private final FakeHost host = new FakeHost();

    private Bounces bounces(String binding, Reception reception, String... lines) {
        ScopeTable scopes = ScopeTable.of(SendingLines.read(String.join("\n", lines)));
        return new BounceOrder(scopes, host, new KnownExchangers(scopes))
                .of(binding, new Domain("d.example"), reception);
    }

    private String from(String binding, Reception reception, String... lines) {
        return bounces(binding, reception, lines)
                .from()
                .map(EmailAddress::toString)
                .orElse("usual");
    }

    private static Reception at(String reached) {
        return Reception.over("mx", ip(reached), ip("198.51.100.7"));
    }

    @Test
    void mom3_aBindingOrItsGroupMayNotBounce() {
        String[] lines = {"binding b2 generate_bounces false", "binding b1 generate_bounces true"};

        assertTrue(bounces("b1", Reception.NONE, lines).wanted());
        assertFalse(bounces("b2", Reception.NONE, lines).wanted());
        assertFalse(
                bounces(
                                "out1",
                                Reception.NONE,
                                "binding_group bulk generate_bounces false",
                                "binding_group bulk binding out1")
                        .wanted());
    }

    @Test
    void arg8_bouncesAreFromTheGroupAtWhoseAddressTheMessageCameIn() {
        host.dedicated.put(ip("192.0.2.20"), "one");
        host.bounces.put("one", "postmaster@one.example");

        assertEquals("postmaster@one.example", from("default", at("192.0.2.20")));
        assertEquals("usual", from("default", at("192.0.2.10")));
        assertEquals(
                "all@acme.example",
                from("default", at("192.0.2.10"), "bounces_from all@acme.example"));
    }

    @Test
    void b7_bouncesOfAHostedDomainAreFromItsGroup() {
        host.bounces.put("one", "postmaster@one.example");

        assertEquals(
                "postmaster@one.example",
                from(
                        "default",
                        at("192.0.2.10").trustedIn("one"),
                        "to_domain d.example bounces_from to@acme.example",
                        "bounces_from all@acme.example"));
    }

    @Test
    void momN19_aBindingsOwnLineComesFirst() {
        host.bounces.put("one", "postmaster@one.example");

        assertEquals(
                "bounces@bulk.example",
                from(
                        "b",
                        at("192.0.2.10").trustedIn("one"),
                        "binding b bounces_from bounces@bulk.example"));
    }

    @Test
    void b7_theLineOfDefaultComesBehindTheGroupAndBeforeTheOthers() {
        host.bounces.put("one", "postmaster@one.example");
        String[] lines = {
            "binding default bounces_from default@acme.example",
            "to_domain d.example bounces_from to@acme.example",
            "bounces_from all@acme.example"
        };

        assertEquals(
                "postmaster@one.example",
                from("default", at("192.0.2.10").trustedIn("one"), lines));
        assertEquals("default@acme.example", from("default", at("192.0.2.10"), lines));
    }
}
