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
 * @param verdicts the result for each recipient, empty where the host must be asked
 * @param form the 7-bit form (RFC 6152 section 3); none to send the message as it is, which is also
 *     done when it can't be converted: it arrives nearly everywhere, and a bounce helps nobody
 * @param eightBit whether it has octets above 127
 * @param utf8 whether it is sent with SMTPUTF8 (RFC 6531)
 */
record Preflight(
        List<Optional<RecipientResult>> verdicts,
        Optional<SevenBitForm> form,
        boolean eightBit,
        boolean utf8) {

    /** Checks a message against the extensions of the host. */
    static Preflight of(OutboundMessage letter, Peer peer, EhloExtensions offers)
            throws UnreadableMessageException {
        long octets = letter.body().length();
        if (octets > offers.largest()) {
            return refused(letter, FailurePolicy.tooLarge(peer, octets, offers.largest()));
        }
        boolean utf8Lacks = letter.envelope().utf8() && !offers.utf8();
        boolean known = letter.envelope().eightBit() && offers.eightBit() && !utf8Lacks;
        Content content = known ? new Content(false, true) : Content.of(letter.body());
        boolean senderNeeds = Commands.needsUtf8(letter.envelope().sender());
        if (!offers.utf8() && (senderNeeds || (utf8Lacks && content.header()))) {
            return refused(letter, FailurePolicy.needsUtf8(peer));
        }
        Optional<SevenBitForm> form = Optional.empty();
        if (!offers.eightBit() && content.isEightBit()) {
            form = sevenBitForm(letter);
        }
        return new Preflight(
                eachAddress(letter, peer, offers),
                form,
                content.isEightBit(),
                letter.envelope().utf8()
                        || senderNeeds
                        || letter.to().stream().anyMatch(Commands::needsUtf8));
    }

    private static Optional<SevenBitForm> sevenBitForm(OutboundMessage letter)
            throws UnreadableMessageException {
        try (InputStream in = Content.open(letter.body())) {
            return SevenBitForm.of(in);
        } catch (IOException why) {
            throw new UnreadableMessageException(why);
        }
    }

    private static Preflight refused(OutboundMessage letter, DeliveryStatus why) {
        Optional<RecipientResult> never = Optional.of(new RecipientResult.Never(why));
        return new Preflight(
                letter.to().stream().map(_ -> never).toList(), Optional.empty(), false, false);
    }

    private static List<Optional<RecipientResult>> eachAddress(
            OutboundMessage letter, Peer peer, EhloExtensions offers) {
        List<Optional<RecipientResult>> verdicts = new ArrayList<>();
        for (ForwardRecipient to : letter.to()) {
            boolean lacks = !offers.utf8() && Commands.needsUtf8(to);
            verdicts.add(
                    lacks
                            ? Optional.of(new RecipientResult.Never(FailurePolicy.needsUtf8(peer)))
                            : Optional.empty());
        }
        return verdicts;
    }
}
