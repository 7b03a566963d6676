package dmail.smtp.control;

import dmail.common.address.IpLiteral;
import dmail.smtp.message.Reception;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How queued messages are shown, as text and as JSON. */
final class QueueText {
    private QueueText() {}

    /**
     * {@return one message in some lines}
     *
     * @param words what is said beside what is said of all mail
     */
    static String entry(QueueListing listing, Instant now, QueueWords words) {
        QueuedMessage message = listing.message();
        StringBuilder text =
                new StringBuilder(
                        "%s  %s old  %s  from <%s>  %s%n"
                                .formatted(
                                        message.envelope().id(),
                                        age(Duration.between(message.envelope().accepted(), now)),
                                        size(message.body().length()),
                                        message.envelope().sender(),
                                        state(listing)));
        text.append(words.ofReception(message.envelope().reception()));
        for (RecipientStatus status : message.recipients()) {
            text.append("    <").append(status.recipient().address()).append(">  ");
            text.append(words.ofChoice(status.recipient().choice()));
            text.append(tries(status)).append('\n');
        }
        return text.toString();
    }

    /** {@return a line about messages that are on the disk alone; empty when there are none} */
    static String onDiskAlone(int count) {
        return count == 0
                ? ""
                : count + " more wait on the disk alone, since memory has no room for them\n";
    }

    private static String tries(RecipientStatus status) {
        if (status.attempts() == 0) {
            // The host's failure, if one is known.
            return status.hasFailedBefore() ? "not tried yet: " + status.last() : "not tried yet";
        }
        String attempts = status.attempts() == 1 ? "1 attempt" : status.attempts() + " attempts";
        return attempts + ", at last: " + status.last();
    }

    private static String state(QueueListing listing) {
        return switch (listing.state()) {
            case DEFERRED -> "next " + listing.next() + "  given up " + listing.end();
            case ACTIVE -> "being tried";
            case HOLD -> "held";
        };
    }

    static String age(Duration age) {
        if (age.toMinutes() < 1) {
            return Math.max(0, age.toSeconds()) + "s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + "m";
        }
        return age.toDays() < 1
                ? age.toHours() + "h " + age.toMinutesPart() + "m"
                : age.toDays() + "d " + age.toHoursPart() + "h";
    }

    static String size(long octets) {
        if (octets < 1024) {
            return octets + " B";
        }
        return octets < 1024 * 1024
                ? String.format(Locale.ROOT, "%.1f KB", octets / 1024.0)
                : String.format(Locale.ROOT, "%.1f MB", octets / (1024.0 * 1024));
    }

    /** {@return a message in the fields of {@code postqueue -j}, and some of our own} */
    static Map<String, Object> fields(QueueListing listing) {
        QueuedMessage message = listing.message();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("queue_name", listing.state().name().toLowerCase(Locale.ROOT));
        fields.put("queue_id", message.envelope().id());
        fields.put("arrival_time", message.envelope().accepted().getEpochSecond());
        fields.put("message_size", message.body().length());
        fields.put("sender", message.envelope().sender());
        fields.put("recipients", message.recipients().stream().map(QueueText::fields).toList());
        fields.put("next_try", listing.next().getEpochSecond());
        fields.put("given_up", listing.end().getEpochSecond());
        fields.put("tries", message.attempts());
        fields.put("binding", bindings(message));
        Reception reception = message.envelope().reception();
        fields.put("listener", reception.listener());
        fields.put("reached", reception.reached().map(IpLiteral::text).orElse(""));
        fields.put("login", reception.login());
        return fields;
    }

    /** Their names have no blanks. */
    private static String bindings(QueuedMessage message) {
        return message.recipients().stream()
                .map(status -> status.recipient().choice().binding())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Object> fields(RecipientStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("address", status.recipient().address());
        if (status.hasFailedBefore()) {
            fields.put("delay_reason", status.last());
            fields.put("status", status.last().status());
        }
        fields.put("tries", status.attempts());
        fields.put("binding", status.recipient().choice().binding());
        fields.put("rule", status.recipient().choice().rule());
        return fields;
    }
}
