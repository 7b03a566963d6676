package dmail.smtp.session;

import dmail.common.admin.RemoteControlAccess;
import dmail.common.identity.Identities;
import dmail.smtp.archive.CurrentArchive;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueStarter;
import dmail.smtp.message.edit.Footers;
import dmail.smtp.policy.Rules;
import dmail.smtp.routing.Router;
import dmail.smtp.space.Space;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What all sessions of a server share.
 *
 * @param archive of accepted messages
 * @param starter starts the queue for ETRN
 * @param rules the current rules, read for each command, so that a reload counts at once
 * @param identities what new sessions call us, by where clients connect
 * @param footers the current footers
 * @param sessionAuth logins
 * @param loggedIn whether a POP login lets a client relay now
 * @param outgoing what the current configuration says of bindings
 * @param zone of the dates in our Received headers
 */
public record SessionServices(
        CurrentArchive archive,
        MailQueue queue,
        QueueStarter starter,
        Router router,
        Supplier<Rules> rules,
        Identities identities,
        Supplier<Footers> footers,
        SessionAuth sessionAuth,
        Predicate<InetAddress> loggedIn,
        AcceptGate gate,
        Space space,
        RemoteControlAccess remote,
        Supplier<Optional<Outgoing>> outgoing,
        InstantSource clock,
        ZoneId zone) {
    /** {@return the same by other rules} */
    SessionServices by(Supplier<Rules> otherRules) {
        return new SessionServices(
                archive,
                queue,
                starter,
                router,
                otherRules,
                identities,
                footers,
                sessionAuth,
                loggedIn,
                gate,
                space,
                remote,
                outgoing,
                clock,
                zone);
    }

    /** {@return the same with another queue} */
    public SessionServices into(MailQueue other) {
        return new SessionServices(
                archive,
                other,
                starter,
                router,
                rules,
                identities,
                footers,
                sessionAuth,
                loggedIn,
                gate,
                space,
                remote,
                outgoing,
                clock,
                zone);
    }
}
