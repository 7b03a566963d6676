package dmail.smtp.client;

import dmail.smtp.message.Envelope;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.Ret;
import dmail.smtp.protocol.Xtext;

/** The commands that tell a host who a message is from and for (RFC 5321 section 3.3). */
final class Commands {
    /** RFC 3461 section 4.2. */
    private static final int LONGEST_ORIGINAL = 500;

    private Commands() {}

    /**
     * {@return the MAIL command}
     *
     * @param octets the size to announce, approximate
     * @param eightBit whether the message has octets above 127
     * @param utf8 whether it is an internationalized message (RFC 6531)
     */
    static String mail(
            Envelope envelope,
            EhloExtensions extensions,
            long octets,
            boolean eightBit,
            boolean utf8) {
        StringBuilder line = new StringBuilder("MAIL FROM:<").append(envelope.sender()).append('>');
        if (extensions.size()) {
            line.append(" SIZE=").append(octets);
        }
        if (eightBit && extensions.eightBit()) {
            line.append(" BODY=8BITMIME");
        }
        if (utf8 && extensions.utf8()) {
            line.append(" SMTPUTF8");
        }
        if (extensions.reports()) {
            addWish(line, envelope);
        }
        return line.toString();
    }

    /** RFC 3461 section 5.2.1: RET and ENVID are passed on as they came. */
    private static void addWish(StringBuilder line, Envelope envelope) {
        if (envelope.reports().ret() != Ret.UNSET) {
            line.append(" RET=").append(envelope.reports().ret());
        }
        if (!envelope.reports().envelopeId().isEmpty()) {
            line.append(" ENVID=").append(envelope.reports().envelopeId());
        }
    }

    /** {@return the RCPT command} */
    static String rcpt(ForwardRecipient to, EhloExtensions extensions) {
        StringBuilder line = new StringBuilder("RCPT TO:<").append(to.address()).append('>');
        if (extensions.reports()) {
            if (to.recipient().notifyOn().given()) {
                line.append(" NOTIFY=").append(to.recipient().notifyOn());
            }
            addOriginal(line, to);
        }
        return line.toString();
    }

    /** ORCPT carries the original recipient, which the sender knows (RFC 3461). */
    private static void addOriginal(StringBuilder line, ForwardRecipient to) {
        Recipient recipient = to.recipient();
        boolean another = !to.address().equals(recipient.address());
        String original =
                recipient.original().isEmpty() && another
                        ? typed(recipient.address().toString())
                        : recipient.original();
        if (!original.isEmpty() && original.length() <= LONGEST_ORIGINAL) {
            line.append(" ORCPT=").append(original);
        }
    }

    private static String typed(String address) {
        return isAscii(address) ? "rfc822;" + Xtext.encode(address) : "";
    }

    /** {@return whether its addresses need SMTPUTF8} */
    static boolean needsUtf8(ReversePath sender) {
        return !isAscii(sender.toString());
    }

    static boolean needsUtf8(ForwardRecipient to) {
        return !isAscii(to.address().toString());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }
}
