package dmail.smtp.session;

import dmail.common.admin.RemoteControlAccess;
import dmail.smtp.message.MailQueue;
import dmail.smtp.message.QueueStarter;
import dmail.smtp.message.edit.Footers;
import dmail.smtp.policy.Rules;
import dmail.smtp.routing.Router;
import dmail.smtp.space.Space;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What all sessions of a server share.
 *
 * @param starter what ETRN sets going
 * @param rules the settings in force; asked anew for each command, so that a reload counts at once
 * @param footers what is added to messages, by the settings in force
 * @param sessionAuth who lets users in
 * @param loggedIn whether a POP login lets a client relay now
 * @param zone in which our Received headers tell the time
 */
public record SessionServices(
        MailQueue queue,
        QueueStarter starter,
        Router router,
        Supplier<Rules> rules,
        Supplier<Footers> footers,
        SessionAuth sessionAuth,
        Predicate<InetAddress> loggedIn,
        AcceptGate gate,
        Space space,
        RemoteControlAccess remote,
        InstantSource clock,
        ZoneId zone) {
    /** {@return the same with another queue} */
    public SessionServices into(MailQueue other) {
        return new SessionServices(
                other,
                starter,
                router,
                rules,
                footers,
                sessionAuth,
                loggedIn,
                gate,
                space,
                remote,
                clock,
                zone);
    }
}
