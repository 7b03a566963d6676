package dmail.smtp.session;

import dmail.common.address.EmailAddress;
import dmail.common.login.Mailbox;
import dmail.smtp.message.ReversePath;
import dmail.smtp.policy.MailboxLimits;
import dmail.smtp.policy.Refusals;
import dmail.smtp.policy.RelayRules;
import dmail.smtp.policy.Rules;
import dmail.smtp.protocol.ForwardPath;
import dmail.smtp.protocol.Replies;
import dmail.smtp.protocol.Reply;
import dmail.smtp.routing.AddressExpansion;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Router;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** Decides on RCPT, the one step before DATA that has an address expanded. */
final class RecipientCheck {
    /** The result for one RCPT. */
    sealed interface Verdict {
        record Accepted(EmailAddress recipient) implements Verdict {}

        /**
         * Refused.
         *
         * @param recipient for the log
         * @param why for the log
         */
        record Refused(Object recipient, Reply reply, String why) implements Verdict {}
    }

    private final Router router;
    private final Predicate<InetAddress> loggedIn;
    private final ClientPrivileges privileges;

    /**
     * @param loggedIn whether a POP login lets the client relay now
     * @param privileges whether the client has logged in, and so may relay
     */
    RecipientCheck(Router router, Predicate<InetAddress> loggedIn, ClientPrivileges privileges) {
        this.router = router;
        this.loggedIn = loggedIn;
        this.privileges = privileges;
    }

    Verdict check(ForwardPath path, Transaction transaction, Client client, Rules rules) {
        if (!rules.limits().allowsOneMoreRecipient(transaction.recipients().size())) {
            return new Verdict.Refused(path, Refusals.TOO_MANY_RECIPIENTS, "max_rcpts");
        }
        return switch (path) {
            case ForwardPath.Postmaster() ->
                    // RFC 5321 section 4.5.1.
                    route(
                            new EmailAddress("postmaster", rules.mainDomain()),
                            transaction,
                            client,
                            rules);
            case ForwardPath.SourceRouted _ ->
                    new Verdict.Refused(path, Refusals.RELAYING_DENIED, "source route");
            case ForwardPath.Mailbox(var address, var ascii)
                    when !ascii && !transaction.parameters().utf8() ->
                    new Verdict.Refused(address, Replies.NEEDS_SMTPUTF8, "no SMTPUTF8");
            case ForwardPath.Mailbox(var address, _) -> route(address, transaction, client, rules);
        };
    }

    private Verdict route(
            EmailAddress recipient, Transaction transaction, Client client, Rules rules) {
        if (rules.bans().recipient(recipient)) {
            return new Verdict.Refused(recipient, Refusals.RECIPIENT_BANNED, "ban_rcptto");
        }
        if (RelayRules.hasSenderSpecifiedRouting(recipient)) {
            return new Verdict.Refused(recipient, Refusals.RELAYING_DENIED, "relay in disguise");
        }
        if (client.isAbsent()) {
            return new Verdict.Accepted(recipient);
        }
        AddressExpansion expansion = router.expand(recipient);
        Optional<Destination> next = expansion.next();
        while (next.isPresent()) {
            // One good destination is enough.
            if (isGood(next.get(), recipient, transaction.sender(), client, rules)) {
                return new Verdict.Accepted(recipient);
            }
            next = expansion.next();
        }
        return withoutGoodEnd(recipient, expansion.route().destination(), rules.mailboxes());
    }

    private boolean isGood(
            Destination end,
            EmailAddress recipient,
            ReversePath sender,
            Client client,
            Rules rules) {
        return switch (end) {
            case Destination.Local(var mailbox) -> !rules.mailboxes().isFull(mailbox);
            case Destination.Remote(var to) ->
                    // Otherwise the administrator's own rule forwards the address, so relaying is
                    // allowed.
                    !to.equals(recipient) || covers(to, sender, client, rules);
            case Destination.Program _, Destination.Nowhere _ -> true;
            case Destination.Unknown _, Destination.TryLater _ -> false;
        };
    }

    private boolean covers(EmailAddress recipient, ReversePath sender, Client client, Rules rules) {
        InetAddress address = client.address();
        return client.isLocal()
                || (privileges.isLoggedIn() && rules.relay().auth())
                || rules.relay()
                        .cover(address, sender, recipient.domain(), () -> loggedIn.test(address));
    }

    private static Verdict withoutGoodEnd(
            EmailAddress recipient, Destination end, MailboxLimits mailboxes) {
        return switch (end) {
            case Destination.Local(Mailbox mailbox) ->
                    new Verdict.Refused(recipient, mailboxes.refusal(), mailboxes.name(mailbox));
            case Destination.Unknown(var why) ->
                    new Verdict.Refused(recipient, Refusals.UNKNOWN_USER, why);
            case Destination.TryLater(var why) ->
                    new Verdict.Refused(recipient, Refusals.CANNOT_CHECK_RECIPIENT, why);
            // Rules that name nobody: the expansion had no destination to give.
            case Destination.Nowhere() -> new Verdict.Accepted(recipient);
            case Destination.Remote _, Destination.Program _ ->
                    new Verdict.Refused(recipient, Refusals.RELAYING_DENIED, "not our domain");
        };
    }
}
