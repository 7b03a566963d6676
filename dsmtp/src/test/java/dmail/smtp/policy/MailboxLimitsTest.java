package dmail.smtp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.address.Domain;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.Home;
import dmail.common.login.Mailbox;
import dmail.common.mbox.DropLimit;
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
        Home home = new Home.Main(new Domain("test.example"), folder);
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

    private static String text(MailboxLimits limits) {
        return limits.refusal().wire().strip();
    }
}
