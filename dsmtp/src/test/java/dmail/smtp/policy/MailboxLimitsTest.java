package dmail.smtp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
import dmail.common.mbox.DropLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much mail a mailbox takes. */
class MailboxLimitsTest {
    private static final DropLimit GENERAL = DropLimit.ofKilobytes(100);

    @TempDir private Path folder;

    private Mailbox mailbox(Map<String, String> info) {
        MailDomain home = new MailDomain.Main(new Domain("test.example"), folder);
        Account account = new Account("bob", home);
        return new Mailbox(account, "bob", folder.resolve("bob"), Owner.SERVER, info);
    }

    @ParameterizedTest
    @CsvSource({
        "200,   204800",
        "100k,  102400",
        "20M,   20971520",
        "2g,    2147483648",
        "5MB,   5242880",
        "0,     0"
    })
    void readsAQuota(String quota, long octets) {
        DropLimit limit = new MailboxLimits(GENERAL, false).of(mailbox(Map.of("quota", quota)));

        assertEquals(new DropLimit(octets, "quota"), limit);
    }

    @ParameterizedTest
    @CsvSource({"''", "much", "-1", "1t", "12345678901"})
    void aQuotaThatCannotBeReadIsNone(String quota) {
        DropLimit limit = new MailboxLimits(GENERAL, false).of(mailbox(Map.of("quota", quota)));

        assertEquals(GENERAL, limit);
    }

    @Test
    void aFullMailboxRefusesForNowOrForGood() {
        assertEquals("452 4.2.2 The mailbox is full", text(new MailboxLimits(GENERAL, false)));
        assertEquals("552 5.2.2 The mailbox is full", text(new MailboxLimits(GENERAL, true)));
        assertEquals(GENERAL, new MailboxLimits(GENERAL, true).of(mailbox(Map.of())));
    }

    @Test
    void mailInAStoreTakesRoom() throws IOException {
        Files.write(folder.resolve("bob"), new byte[10 << 10]);
        Mailbox bob = mailbox(Map.of());

        assertFalse(stored(90 * 1024 - 1).of(bob).isReached(bob.dropFile()));
        DropLimit full = stored(90 * 1024).of(bob);
        assertTrue(full.isReached(bob.dropFile()));
        assertEquals("drop_max of 100 KB with 90 KB in the store", full.toString());
        assertTrue(stored(100 * 1024).of(bob).isReached(folder.resolve("none")));
    }

    @Test
    void aDiskThatDoesNotAnswerIsNotWaitedForByWhoAsksOfIt() {
        MailboxLimits limits =
                new MailboxLimits(
                        GENERAL,
                        false,
                        _ -> {
                            throw new AssertionError("asked on the thread of the session");
                        },
                        (_, _) -> false);
        Mailbox bob = mailbox(Map.of());

        assertFalse(limits.isFull(bob));
        assertEquals("drop_max", limits.name(bob));
    }

    @Test
    void whereThereIsNoLimitNobodyLooks() {
        MailboxLimits limits =
                new MailboxLimits(
                        GENERAL,
                        false,
                        _ -> {
                            throw new AssertionError("looked into the store");
                        },
                        (_, _) -> {
                            throw new AssertionError("asked the disk");
                        });

        assertEquals(
                new DropLimit(0, "quota"), limits.of(mailbox(Map.of("quota", "0"))), "unlimited");
        assertFalse(limits.isFull(mailbox(Map.of("quota", "0"))));
    }

    private static MailboxLimits stored(long octets) {
        return new MailboxLimits(GENERAL, false, _ -> octets, (_, _) -> true);
    }

    private static String text(MailboxLimits limits) {
        return limits.refusal().wire().strip();
    }
}
