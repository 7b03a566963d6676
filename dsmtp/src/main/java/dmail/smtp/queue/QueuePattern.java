package dmail.smtp.queue;

import dmail.common.address.EmailAddress;
import dmail.common.address.Wildcard;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.backlog.QueueIndexEntry;
import dmail.smtp.queuefile.QueuedMessage;
import java.util.Optional;

/**
 * A pattern of queued messages: it matches the id, the sender, a recipient that is left, or its
 * domain.
 */
public final class QueuePattern {
    /** All messages. */
    public static final QueuePattern ALL = parse("*").orElseThrow();

    private static final String ANYTHING = "*";

    private static final String EVERYBODY = "*@";

    private final Wildcard pattern;

    /** The domain, if the pattern is that of all addresses of one domain. */
    private final Optional<Wildcard> everybodyAt;

    private QueuePattern(Wildcard pattern) {
        this.pattern = pattern;
        this.everybodyAt =
                Optional.of(pattern.toString())
                        .filter(text -> text.startsWith(EVERYBODY))
                        .map(text -> text.substring(EVERYBODY.length()))
                        .filter(QueuePattern::isPlain)
                        .flatMap(Wildcard::parse);
    }

    /** {@return the pattern; {@code *} and {@code ?} are wildcards} */
    public static Optional<QueuePattern> parse(String text) {
        return Wildcard.parse(text).map(QueuePattern::new);
    }

    /** {@return whether the message matches} */
    boolean covers(QueuedMessage message) {
        Envelope envelope = message.envelope();
        return pattern.matches(envelope.id().text())
                || pattern.matches(envelope.sender().toString())
                || envelope.recipients().stream().anyMatch(this::covers);
    }

    private boolean covers(Recipient recipient) {
        return covers(recipient.address())
                || switch (recipient.target()) {
                    case Target.Address(EmailAddress address) -> covers(address);
                    case Target.Through(EmailAddress address, _) -> covers(address);
                    case Target.Given _, Target.Program _, Target.MailFile _ -> false;
                };
    }

    private boolean covers(EmailAddress address) {
        return pattern.matches(address.toString()) || pattern.matches(address.domain().name());
    }

    /** {@return whether it matches, as far as that is known without reading its file} */
    Guess guess(BacklogEntry entry) {
        if (pattern.toString().equals(ANYTHING)
                || pattern.matches(entry.id().text())
                || entry.domains().stream().anyMatch(pattern::matches)) {
            return Guess.COVERED;
        }
        if (everybodyAt.filter(domain -> isAmong(domain, entry.indexEntry())).isPresent()) {
            return Guess.COVERED;
        }
        boolean asksForDomain = everybodyAt.isPresent() || isPlain(pattern.toString());
        return asksForDomain && entry.indexEntry().whole() ? Guess.NOT_COVERED : Guess.UNKNOWN;
    }

    private static boolean isAmong(Wildcard domain, QueueIndexEntry indexEntry) {
        return domain.matches(indexEntry.sender())
                || indexEntry.domains().stream().anyMatch(domain::matches);
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(c -> c == '@' || c == '*' || c == '?');
    }

    /** Whether a message matches, as far as that is known. */
    enum Guess {
        COVERED,
        NOT_COVERED,
        UNKNOWN
    }

    @Override
    public String toString() {
        return pattern.toString();
    }
}
