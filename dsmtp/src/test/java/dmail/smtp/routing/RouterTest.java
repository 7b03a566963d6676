package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.EmailAddress;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.Home;
import dmail.common.login.Lookup;
import dmail.common.login.Mailbox;
import dmail.smtp.queue.Recipient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final EmailAddress BOB = EmailAddress.parse("bob@acme.example").orElseThrow();
    private static final Mailbox MAILBOX =
            new Mailbox(
                    new Account("bob", new Home.Main(BOB.domain(), Path.of("/mail"))),
                    "bob",
                    Path.of("/mail/bob"),
                    Owner.SERVER,
                    Map.of());

    @Test
    void aUserOfOursHasAMailbox() {
        assertEquals(new Destination.Local(MAILBOX), route(new Lookup.Found(MAILBOX)));
    }

    @Test
    void anotherDomainIsRemote() {
        assertEquals(new Destination.Remote(BOB), route(new Lookup.NotLocal()));
    }

    @Test
    void onlyAClearNoIsUnknown() {
        assertEquals(new Destination.Unknown("no such user"), route(rejected("no such user")));
        assertEquals(
                new Destination.TryLater("helper dead"),
                route(new Lookup.Unavailable("helper dead")));
    }

    private static Lookup rejected(String why) {
        return new Lookup.Rejected(why);
    }

    private static Destination route(Lookup lookup) {
        return new Router(_ -> lookup).route(Recipient.of(BOB)).destination();
    }
}
