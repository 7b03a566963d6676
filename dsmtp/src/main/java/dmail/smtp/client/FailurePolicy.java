package dmail.smtp.client;

import dmail.common.address.IpLiteral;
import dmail.common.io.Reason;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;

/**
 * What a failure of another host means for a message: one function for each stage. Only a host's
 * own 5xx reply is permanent; every other failure is temporary, since the cause may be on our side.
 */
final class FailurePolicy {
    /** RFC 3463 section 3.5: no answer from host. */
    private static final EnhancedCode NO_ANSWER = new EnhancedCode(4, 4, 1);

    /** RFC 3463 section 3.5: bad connection. */
    private static final EnhancedCode LOST = new EnhancedCode(4, 4, 2);

    /** RFC 3463 section 3.4: message too big for system. */
    private static final EnhancedCode TOO_BIG = new EnhancedCode(5, 3, 4);

    /** RFC 3463 section 3.8: security features not supported. */
    private static final EnhancedCode NO_ENCRYPTION = new EnhancedCode(4, 7, 4);

    /** RFC 6531 section 3.5: non-ASCII addresses not permitted for that recipient. */
    private static final EnhancedCode NEEDS_UTF8 = new EnhancedCode(5, 6, 7);

    private FailurePolicy() {}

    /** {@return the reason of a failure, for people} */
    static String words(IOException why) {
        return Reason.of(why);
    }

    /** No connection. */
    static DeliveryStatus notReached(Peer peer, IOException why) {
        String words = why instanceof SocketTimeoutException ? "no answer" : words(why);
        return DeliveryStatus.of(
                NO_ANSWER, "can't connect to " + peer + " port " + peer.port() + ": " + words);
    }

    /** This machine can't connect from its source address. */
    static DeliveryStatus noSource(InetAddress source, Peer peer, IOException why) {
        return DeliveryStatus.localFailure(
                "can't connect from source "
                        + IpLiteral.text(source)
                        + " to "
                        + peer
                        + ": "
                        + words(why));
    }

    /** {@return the same failure as a temporary one} */
    static DeliveryStatus temporary(DeliveryStatus why) {
        EnhancedCode status = why.status();
        return new DeliveryStatus(
                new EnhancedCode(4, status.subject(), status.detail()),
                why.text(),
                why.host(),
                why.reply());
    }

    /** TLS is required and the host doesn't support it, or it failed. */
    static DeliveryStatus notEncrypted(Peer peer, String words, String demandedBy) {
        return DeliveryStatus.of(
                NO_ENCRYPTION,
                "mail waits for encryption with "
                        + peer
                        + ": "
                        + words
                        + "; demanded by "
                        + demandedBy);
    }

    /** The host requires TLS (RFC 3207 section 4), and TLS failed with it before: temporary. */
    static DeliveryStatus wantsEncryption(Peer peer, PeerReply reply) {
        DeliveryStatus status =
                status(peer, peer.name() + " wants encryption, which fails with it", reply);
        return temporary(status);
    }

    /** The host refuses the session: greeting, EHLO or HELO. */
    static DeliveryStatus siteFailed(Peer peer, PeerReply reply) {
        return status(peer, peer.name() + " doesn't talk to us", reply);
    }

    /** The host refuses the message for all recipients. */
    static DeliveryStatus messageRefused(Peer peer, PeerReply reply) {
        return status(peer, peer.name() + " doesn't take the message", reply);
    }

    /** The host refuses one recipient. */
    static DeliveryStatus recipientRefused(Peer peer, PeerReply reply) {
        return status(peer, peer.name() + " doesn't take mail for this address", reply);
    }

    /** The connection broke, with a 421 or without. */
    static DeliveryStatus connectionLost(Peer peer, String during, IOException why) {
        if (why instanceof PeerClosingException closing) {
            return status(peer, peer.name() + " ended the connection", closing.reply());
        }
        return DeliveryStatus.of(
                LOST, "connection with " + peer + " lost during " + during + ": " + words(why));
    }

    /** The end of the message was sent and no reply came (RFC 5321 section 4.2.5). */
    static DeliveryStatus endUnanswered(Peer peer, IOException why) {
        return connectionLost(peer, "the end of the message, which it may have taken", why);
    }

    static DeliveryStatus tooLarge(Peer peer, long octets, long largest) {
        return DeliveryStatus.of(
                TOO_BIG,
                "the message has %d octets, and %s takes no more than %d"
                        .formatted(octets, peer, largest));
    }

    static DeliveryStatus needsUtf8(Peer peer) {
        return DeliveryStatus.of(
                NEEDS_UTF8,
                "the message has internationalized addresses or headers, and "
                        + peer
                        + " doesn't take those");
    }

    static DeliveryStatus unreadable(UnreadableMessageException why) {
        return DeliveryStatus.localFailure("the message can't be read: " + words(why));
    }

    private static DeliveryStatus status(Peer peer, String text, PeerReply reply) {
        return new DeliveryStatus(reply.status(), text, peer.toString(), reply.text());
    }
}
