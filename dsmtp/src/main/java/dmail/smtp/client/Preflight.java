package dmail.smtp.client;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.edit.SevenBitForm;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be said of a letter before a host hears of it.
 *
 * @param verdicts for each addressee, empty where the host is to be asked
 * @param form the form it takes for the host (RFC 6152 section 3); none to send it as it is, which
 *     is also done with what can't be converted: it arrives nearly everywhere, and a report never
 *     helped
 * @param eightBit whether there is more than ASCII in it
 * @param utf8 whether it is to be announced as internationalized (RFC 6531)
 */
record Preflight(
        List<Optional<RecipientResult>> verdicts,
        Optional<SevenBitForm> form,
        boolean eightBit,
        boolean utf8) {

    /** Looks at a letter as that host needs it. */
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
