package dmail.smtp.source;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.login.DomainGroup;
import dmail.common.login.DomainGroups;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReversePath;
import java.util.Optional;

/** The domain group that a message belongs to, whose binding and addresses it may then use. */
public final class SenderGroups {
    private final Optional<DomainGroups> groups;

    private SenderGroups(Optional<DomainGroups> groups) {
        this.groups = groups;
    }

    /** {@return those of some domain groups, if there are any} */
    public static SenderGroups of(Optional<DomainGroups> groups) {
        return new SenderGroups(groups);
    }

    private Optional<String> ofDomain(Domain domain) {
        return groups.flatMap(all -> all.ofDomain(domain)).map(DomainGroup::name);
    }

    /**
     * {@return how a message comes in, with the group of its sender} Anybody can name one of our
     * domains as the sender's, and connect to any address of ours, so a stranger's message has
     * none.
     *
     * @param isTrusted whether the client is let relay, has logged in, or is a program of this host
     */
    public Reception received(ReversePath sender, Reception reception, boolean isTrusted) {
        return isTrusted ? reception.trustedIn(ofSender(sender).orElse("")) : reception.untrusted();
    }

    /**
     * {@return the group by which mail to a recipient leaves, or empty} A stranger's message leaves
     * this host only because one of our recipients leads on, and belongs to the recipient's group.
     *
     * @param recipient as the client gave it
     */
    public String ofRecipient(ReversePath sender, Reception reception, EmailAddress recipient) {
        boolean isSenders =
                !reception.group().isEmpty()
                        && ofSender(sender).filter(reception.group()::equals).isPresent();
        return isSenders
                ? reception.group()
                : ofDomain(recipient.domain()).orElseGet(reception::group);
    }

    private Optional<String> ofSender(ReversePath sender) {
        return switch (sender) {
            case ReversePath.Null() -> Optional.empty();
            case ReversePath.Sender(var address) -> ofDomain(address.domain());
        };
    }
}
