package dmail.smtp.control.binding;

import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.queue.BindingOrders.Telling;
import dmail.smtp.queue.QueueControl.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words behind {@code binding fail domain}.
 *
 * @param target the binding, and the domain or {@code all}
 * @param why the failure that is reported
 */
record FailWords(Mode mode, Telling telling, List<String> target, DeliveryStatus why) {
    private static final String QUIET = "quiet";
    private static final String USUAL_TEXT = "given up by the administrator of the mail server";
    private static final String USUAL_CODE = "554";

    /** RFC 3463 section 3.8: other or undefined security status, which policies have, too. */
    private static final EnhancedCode POLICY = new EnhancedCode(5, 7, 0);

    private static final String DETAIL = "\\.[0-9]{1,3}\\.[0-9]{1,3}";

    /** A permanent reply, or half of one, may stand before the text. */
    private static final Pattern CODE =
            Pattern.compile("(?:(5[0-5][0-9])(?: +|$))?(?:(5" + DETAIL + ")(?: +|$))?(.*)");

    /** A temporary reply: what is given up would be told that it will be tried again. */
    private static final Pattern TEMPORARY_CODE =
            Pattern.compile("(4[0-5][0-9]|(?:5[0-5][0-9] +)?4" + DETAIL + ")(?: .*)?");

    /** What words may turn out to be. */
    sealed interface Reading {
        record Understood(FailWords words) implements Reading {}

        /** The binding or the domain is missing. */
        record Incomplete() implements Reading {}

        /** The text begins with a code that no bounce may have. */
        record Temporary(String code) implements Reading {}
    }

    static Reading parse(List<String> given) {
        OrderWords order = OrderWords.of(given);
        List<String> words = new ArrayList<>(order.words());
        boolean quiet = !words.isEmpty() && words.getFirst().equalsIgnoreCase(QUIET);
        if (quiet) {
            words.removeFirst();
        }
        if (words.size() < 2) {
            return new Reading.Incomplete();
        }
        String text = String.join(" ", words.subList(2, words.size()));
        Matcher temporary = TEMPORARY_CODE.matcher(text);
        if (temporary.matches()) {
            return new Reading.Temporary(temporary.group(1));
        }
        return new Reading.Understood(
                new FailWords(
                        order.mode(),
                        quiet ? Telling.NOBODY : Telling.SENDERS,
                        List.copyOf(words.subList(0, 2)),
                        status(text)));
    }

    private static DeliveryStatus status(String text) {
        Matcher coded = CODE.matcher(text);
        if (!coded.matches()) {
            return status(USUAL_CODE, POLICY, text);
        }
        return status(
                Optional.ofNullable(coded.group(1)).orElse(USUAL_CODE),
                Optional.ofNullable(coded.group(2)).flatMap(EnhancedCode::parse).orElse(POLICY),
                coded.group(3));
    }

    private static DeliveryStatus status(String code, EnhancedCode enhanced, String text) {
        String said = text.isBlank() ? USUAL_TEXT : text;
        return new DeliveryStatus(enhanced, said, "", code + " " + enhanced + " " + said);
    }
}
