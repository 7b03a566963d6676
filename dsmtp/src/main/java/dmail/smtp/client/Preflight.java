package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.edit.SevenBitForm;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a message before the host gets its commands.
 *
 * @param results the result for each recipient, empty where the host must be asked
 * @param form the 7-bit form (RFC 6152 section 3); none to send the message as it is, which is also
 *     done when it can't be converted: it arrives nearly everywhere, and a bounce helps nobody
 * @param eightBit whether it has octets above 127
 * @param utf8 whether it is sent with SMTPUTF8 (RFC 6531)
 */
record Preflight(
        List<Optional<RecipientResult>> results,
        Optional<SevenBitForm> form,
        boolean eightBit,
        boolean utf8) {

    /** Checks a message against the extensions of the host. */
    static Preflight of(OutboundMessage message, Peer peer, EhloExtensions extensions)
            throws UnreadableMessageException {
        long octets = message.body().length();
        if (octets > extensions.largest()) {
            return refused(message, FailurePolicy.tooLarge(peer, octets, extensions.largest()));
        }
        boolean utf8Lacks = message.envelope().utf8() && !extensions.utf8();
        boolean known = message.envelope().eightBit() && extensions.eightBit() && !utf8Lacks;
        Content content = known ? new Content(false, true) : Content.of(message.body());
        boolean senderNeeds = Commands.needsUtf8(message.envelope().sender());
        if (!extensions.utf8() && (senderNeeds || (utf8Lacks && content.header()))) {
            return refused(message, FailurePolicy.needsUtf8(peer));
        }
        Optional<SevenBitForm> form = Optional.empty();
        if (!extensions.eightBit() && content.isEightBit()) {
            form = sevenBitForm(message);
        }
        return new Preflight(
                eachAddress(message, peer, extensions),
                form,
                content.isEightBit(),
                message.envelope().utf8()
                        || senderNeeds
                        || message.to().stream().anyMatch(Commands::needsUtf8));
    }

    private static Optional<SevenBitForm> sevenBitForm(OutboundMessage message)
            throws UnreadableMessageException {
        try (InputStream in = Content.open(message.body())) {
            return SevenBitForm.of(in);
        } catch (IOException why) {
            throw new UnreadableMessageException(why);
        }
    }

    private static Preflight refused(OutboundMessage message, DeliveryStatus why) {
        Optional<RecipientResult> never = Optional.of(new RecipientResult.Never(why));
        return new Preflight(
                message.to().stream().map(_ -> never).toList(), Optional.empty(), false, false);
    }

    private static List<Optional<RecipientResult>> eachAddress(
            OutboundMessage message, Peer peer, EhloExtensions extensions) {
        List<Optional<RecipientResult>> results = new ArrayList<>();
        for (ForwardRecipient to : message.to()) {
            boolean lacks = !extensions.utf8() && Commands.needsUtf8(to);
            results.add(
                    lacks
                            ? Optional.of(new RecipientResult.Never(FailurePolicy.needsUtf8(peer)))
                            : Optional.empty());
        }
        return results;
    }
}
