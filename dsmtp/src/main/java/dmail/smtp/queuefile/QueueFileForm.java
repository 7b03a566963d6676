package dmail.smtp.queuefile;

import dmail.common.io.Digits;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.Reception;
import dmail.smtp.message.ReceptionForm;
import dmail.smtp.message.WholeSeconds;
import dmail.smtp.protocol.Xtext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The envelope in a queue file, before the body: lines {@code name: value}, described in
 * dmail-queue(5). The lines that are overwritten in place always have the same length.
 */
final class QueueFileForm {
    static final String FIRST_LINE = "DMail-Queue-File: 2";

    /** Without the reception and due times of recipients; their bindings are not decided. */
    static final String OLD_FIRST_LINE = "DMail-Queue-File: 1";

    static final String EIGHT_BIT = "8bitmime";
    static final String UTF8 = "smtputf8";
    static final String DONE = "done: y";

    private static final String NOT_DONE = "done: n";
    private static final int MOST_ATTEMPTS = 999_999;

    private QueueFileForm() {}

    /** {@return the text, with the empty line} */
    static String write(QueuedMessage message) {
        Envelope envelope = message.envelope();
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        line(text, "id", envelope.id());
        text.append(due(message.due())).append('\n');
        text.append(held(message.held())).append('\n');
        line(text, "noticed", noticed(message.recipients()));
        line(text, "accepted", envelope.accepted());
        line(text, "sender", "<" + envelope.sender() + ">");
        line(text, "flags", flags(envelope));
        line(text, "ret", envelope.reports().ret());
        line(text, "envid", envelope.reports().envelopeId());
        reception(text, envelope.reception());
        message.recipients().forEach(status -> recipient(text, status));
        line(text, "size", message.body().length());
        return text.append('\n').toString();
    }

    /** {@return one letter where it holds for all of them, else one for each} */
    private static String noticed(List<RecipientStatus> recipients) {
        StringBuilder letters = new StringBuilder();
        for (RecipientStatus status : recipients) {
            letters.append(yesOrNo(status.noticed()));
        }
        boolean differ = letters.indexOf("y") >= 0 && letters.indexOf("n") >= 0;
        return differ ? letters.toString() : String.valueOf(yesOrNo(letters.indexOf("y") == 0));
    }

    /** In xtext: a login may be any text. */
    private static void reception(StringBuilder text, Reception reception) {
        List<String> values = ReceptionForm.write(reception);
        for (int i = 0; i < values.size(); i++) {
            line(text, ReceptionForm.NAMES.get(i), Xtext.encode(values.get(i)));
        }
    }

    private static void recipient(StringBuilder text, RecipientStatus status) {
        line(text, "recipient", status.recipient());
        text.append(NOT_DONE).append('\n');
        text.append(attempts(status.attempts())).append('\n');
        text.append(next(status.due())).append('\n');
        line(text, "status", status.last().status());
        line(text, "reason", status.last().text());
        line(text, "host", status.last().host());
        line(text, "reply", status.last().reply());
    }

    /** {@return the line that says when the message is tried next} */
    static String due(Instant due) {
        return "due: " + WholeSeconds.from(due);
    }

    /** {@return the line that says when a recipient is tried next} */
    static String next(Instant due) {
        return "next: " + WholeSeconds.from(due);
    }

    /** {@return the line that says whether the administrator holds it} */
    static String held(boolean held) {
        return "held: " + yesOrNo(held);
    }

    /** {@return the line that says how often} */
    static String attempts(int attempts) {
        return "attempts: " + Digits.of(Math.min(attempts, MOST_ATTEMPTS), 6);
    }

    private static char yesOrNo(boolean yes) {
        return yes ? 'y' : 'n';
    }

    private static void line(StringBuilder text, String name, Object value) {
        String written = value.toString();
        text.append(name).append(written.isEmpty() ? ":" : ": ").append(written).append('\n');
    }

    private static String flags(Envelope envelope) {
        List<String> flags = new ArrayList<>();
        if (envelope.eightBit()) {
            flags.add(EIGHT_BIT);
        }
        if (envelope.utf8()) {
            flags.add(UTF8);
        }
        return String.join(" ", flags);
    }
}
