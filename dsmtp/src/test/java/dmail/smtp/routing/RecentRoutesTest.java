package dmail.smtp.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.smtp.message.Recipient;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecentRoutesTest {
    @TempDir private Path folder;
    private RoutingFixture fixture;
    private long now;

    @BeforeEach
    void users() {
        fixture = new RoutingFixture(folder).users("bob", "carol").remembering(() -> now);
    }

    @Test
    void theWayToAMailboxIsKnownForASecond() {
        Router router = fixture.router();
        assertEquals("bob", route(router, "bob@a.example"));
        int asked = fixture.questions();

        assertEquals("bob", route(router, "bob@a.example"));
        assertEquals("bob", shortened(router, "bob@a.example"));
        assertEquals(asked, fixture.questions());

        now += Duration.ofSeconds(1).toNanos();
        assertEquals("bob", route(router, "bob@a.example"));
        assertTrue(fixture.questions() > asked);
    }

    @Test
    void aWayThatWasFollowedOnlyInPartIsNotKept() {
        Router router =
                fixture.conf("forward all@a.example bob@a.example,carol@a.example").router();
        assertEquals("bob", shortened(router, "all@a.example"));

        assertEquals("bob carol", route(router, "all@a.example"));
        assertEquals("bob carol", route(router, "all@a.example"));
    }

    @Test
    void badNewsAndWhatLeadsOnAreAskedAnew() {
        Router router = fixture.conf("forward info@a.example eve@b.example").router();
        assertEquals("unknown:no-such-user", route(router, "dave@a.example"));
        fixture.users("dave");

        assertEquals("dave", route(router, "dave@a.example"));
        assertEquals("eve@b.example", route(router, "info@a.example"));
        fixture.asleep();
        assertEquals("later:asleep", route(router, "carol@a.example"));
    }

    private static Recipient recipient(String address) {
        return Recipient.of(RoutingFixture.parse(address));
    }

    private static String route(Router router, String address) {
        return RoutingFixture.words(router.route(recipient(address)));
    }

    /** As RCPT asks: one good end is enough. */
    private static String shortened(Router router, String address) {
        return RoutingFixture.words(router.route(RoutingFixture.parse(address), _ -> true));
    }
}
