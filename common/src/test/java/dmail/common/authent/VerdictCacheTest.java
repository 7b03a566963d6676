package dmail.common.authent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.authent.Verdict.Accepted;
import dmail.common.authent.Verdict.Rejected;
import dmail.common.authent.Verdict.Unavailable;
import dmail.common.authent.password.Password;
import dmail.common.testing.FakeUsers;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VerdictCacheTest {
    private final FakeUsers users = new FakeUsers().with("bob", "secret");
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong generation = new AtomicLong();
    private final VerdictCache cache =
            new VerdictCache(users, generation::get, 2, nanos::get, new Random(1));

    @Test
    void asksOnceForGoodAnswers() {
        assertInstanceOf(Accepted.class, check("secret"));
        assertInstanceOf(Accepted.class, check("secret"));
        assertEquals(1, users.asked());

        cache.lookup("bob");
        cache.lookup("bob");
        assertEquals(2, users.asked());
    }

    @Test
    void neverMistakesALookUpForAPassword() {
        cache.lookup("bob");
        assertInstanceOf(Rejected.class, check(""));
        assertInstanceOf(Rejected.class, check("guess"));
    }

    @Test
    void asksEachTimeAboutBadAnswers() {
        check("guess");
        check("guess");
        cache.lookup("joe");
        cache.lookup("joe");
        assertEquals(4, users.asked());

        users.with("joe", "new");
        assertInstanceOf(Accepted.class, cache.lookup("joe"));
    }

    @Test
    void servesGoodAnswersWhileTheUsersAreOutOfOrder() {
        check("secret");
        users.outOfOrder("down");

        assertInstanceOf(Accepted.class, check("secret"));
        assertInstanceOf(Unavailable.class, check("guess"));
    }

    @Test
    void forgetsWhenTimeIsUpWhenToldToAndWhenTheUsersChange() {
        check("secret");
        users.with("bob", "changed");
        assertInstanceOf(Accepted.class, check("secret"));

        nanos.addAndGet(VerdictCache.LIFE.toNanos());
        assertInstanceOf(Rejected.class, check("secret"));

        check("changed");
        users.with("bob", "again");
        cache.clearCache();
        assertInstanceOf(Rejected.class, check("changed"));

        check("again");
        users.with("bob", "last");
        generation.incrementAndGet();
        assertInstanceOf(Rejected.class, check("again"));
    }

    @Test
    void keepsNoMoreThanItMay() {
        for (int i = 0; i < 100; i++) {
            users.with("user" + i, "secret");
            cache.lookup("user" + i);
        }
        int before = users.asked();
        for (int i = 0; i < 100; i++) {
            cache.lookup("user" + i);
        }
        assertTrue(users.asked() - before >= 98);
    }

    private Verdict check(String password) {
        Password given = new Password(password.getBytes(StandardCharsets.UTF_8));
        return cache.check("bob", given, InetAddress.ofLiteral("192.0.2.1"));
    }
}
