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
    private RoutingWorld world;
    private long now;

    @BeforeEach
    void users() {
        world = new RoutingWorld(folder).users("bob", "carol").remembering(() -> now);
    }

    @Test
    void theWayToAMailboxIsKnownForASecond() {
        Router router = world.router();
        assertEquals("bob", route(router, "bob@a.example"));
        int asked = world.questions();

        assertEquals("bob", route(router, "bob@a.example"));
        assertEquals("bob", shortened(router, "bob@a.example"));
        assertEquals(asked, world.questions());

        now += Duration.ofSeconds(1).toNanos();
        assertEquals("bob", route(router, "bob@a.example"));
        assertTrue(world.questions() > asked);
    }

    @Test
    void aWayThatWasFollowedOnlyInPartIsNotKept() {
        Router router = world.conf("forward all@a.example bob@a.example,carol@a.example").router();
        assertEquals("bob", shortened(router, "all@a.example"));

        assertEquals("bob carol", route(router, "all@a.example"));
        assertEquals("bob carol", route(router, "all@a.example"));
    }

    @Test
    void badNewsAndWhatLeadsOnAreAskedAnew() {
        Router router = world.conf("forward info@a.example eve@b.example").router();
        assertEquals("unknown:no-such-user", route(router, "dave@a.example"));
        world.users("dave");

        assertEquals("dave", route(router, "dave@a.example"));
        assertEquals("eve@b.example", route(router, "info@a.example"));
        world.asleep();
        assertEquals("later:asleep", route(router, "carol@a.example"));
    }

    private static Recipient recipient(String address) {
        return Recipient.of(RoutingWorld.parse(address));
    }

    private static String route(Router router, String address) {
        return RoutingWorld.words(router.route(recipient(address)));
    }

    /** As RCPT asks: one good end is enough. */
    private static String shortened(Router router, String address) {
        return RoutingWorld.words(router.route(RoutingWorld.parse(address), _ -> true));
    }
}
