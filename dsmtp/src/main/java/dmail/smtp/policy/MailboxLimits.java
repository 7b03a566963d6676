package dmail.smtp.policy;

import dmail.common.login.Mailbox;
import dmail.common.mbox.DropLimit;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.protocol.Reply;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits of mailboxes.
 *
 * @param general {@code drop_max}, for users without a quota of their own
 * @param bounces whether mail for a full mailbox is refused permanently ({@code quota_bounce})
 * @param stored tells how many octets of a user's mail are in a store beside the drop file
 * @param asking looks at the disk, with a time-out
 */
public record MailboxLimits(
        DropLimit general, boolean bounces, ToLongFunction<Mailbox> stored, Asking asking) {
    /** Looks at a disk, which may be on a file server that doesn't answer. */
    @FunctionalInterface
    public interface Asking {
        /** {@return whether a limit is known to be reached; answers within some seconds} */
        boolean isReached(Mailbox mailbox, Supplier<DropLimit> limit);
    }

    /** The field in the user data base. */
    private static final String QUOTA = "quota";

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kmg]?)b?");

    /** Limits for users who have no store beside their drop files. */
    public MailboxLimits(DropLimit general, boolean bounces) {
        this(
                general,
                bounces,
                _ -> 0,
                (mailbox, limit) -> limit.get().isKnownToBeReached(mailbox.dropFile()));
    }

    /** {@return the limit of a mailbox: the user's quota if it has one that can be parsed} */
    public DropLimit of(Mailbox mailbox) {
        DropLimit limit = limit(mailbox);
        return limit.isSet() ? limit.beside(stored.applyAsLong(mailbox)) : limit;
    }

    /** {@return whether a mailbox is known to be full} */
    public boolean isFull(Mailbox mailbox) {
        return limit(mailbox).isSet() && asking.isReached(mailbox, () -> of(mailbox));
    }

    /** {@return the name of the setting or field that limits a mailbox} */
    public String name(Mailbox mailbox) {
        return limit(mailbox).name();
    }

    private DropLimit limit(Mailbox mailbox) {
        return Optional.ofNullable(mailbox.info().get(QUOTA))
                .flatMap(MailboxLimits::octets)
                .map(octets -> new DropLimit(octets, QUOTA))
                .orElse(general);
    }

    /** A number alone means kilobytes, as in {@code drop_max}. */
    private static Optional<Long> octets(String quota) {
        Matcher size = SIZE.matcher(quota.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            return Optional.empty();
        }
        int shift =
                switch (size.group(2)) {
                    case "m" -> 20;
                    case "g" -> 30;
                    default -> 10;
                };
        return Optional.of(Long.parseLong(size.group(1)) << shift);
    }

    /** {@return the reply for a recipient whose mailbox is full} */
    public Reply refusal() {
        return bounces ? Refusals.MAILBOX_FULL_FOR_GOOD : Refusals.MAILBOX_FULL;
    }

    /** {@return the same in the code of a report (RFC 3463 section 3.3)} */
    public EnhancedCode status() {
        return new EnhancedCode(bounces ? 5 : 4, 2, 2);
    }
}
