package dmail.smtp;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Json;
import dmail.common.exit.ExitStatus;
import dmail.smtp.delivery.QueueAges;
import dmail.smtp.delivery.QueueChange;
import dmail.smtp.delivery.QueueContents;
import dmail.smtp.delivery.QueueListing;
import dmail.smtp.delivery.QueueSummary;
import dmail.smtp.queue.QueueId;
import dmail.smtp.queue.QueuedMessage;
import dmail.smtp.queue.RecipientStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the queue is shown, to people and to programs. */
final class QueueText {
    private static final int MOST_DOMAINS = 100;
    private static final List<String> AGES = List.of("<1h", "<4h", "<1d", "<2d", "older");
    private static final List<String> AGE_FIELDS =
            List.of("under_1h", "under_4h", "under_1d", "under_2d", "older");

    private QueueText() {}

    /** {@return the reply that lists messages} */
    static AdminReply contents(QueueContents contents, Instant now) {
        StringBuilder text = new StringBuilder();
        contents.shown().forEach(listing -> text.append(entry(listing, now)).append('\n'));
        text.append(contents.found()).append(contents.found() == 1 ? " message" : " messages");
        if (contents.shown().size() < contents.found()) {
            text.append(", the oldest ")
                    .append(contents.shown().size())
                    .append(" of which are shown; a pattern narrows the list");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("found", contents.found());
        fields.put("shown", contents.shown().size());
        fields.put("messages", contents.shown().stream().map(QueueText::fields).toList());
        return new AdminReply(ExitStatus.OK, text.append('\n').toString(), Json.of(fields));
    }

    /** {@return one message in some lines} */
    static String entry(QueueListing listing, Instant now) {
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
        for (RecipientStatus status : message.recipients()) {
            text.append("    <").append(status.recipient().address()).append(">  ");
            text.append(tries(status)).append('\n');
        }
        return text.toString();
    }

    private static String tries(RecipientStatus status) {
        String attempts =
                switch (status.attempts()) {
                    case 0 -> "not tried yet";
                    case 1 -> "1 attempt";
                    default -> status.attempts() + " attempts";
                };
        return status.hasMetTrouble() ? attempts + ", at last: " + status.last() : attempts;
    }

    private static String state(QueueListing listing) {
        return switch (listing.state()) {
            case DEFERRED -> "next " + listing.next();
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

    /** {@return a message under the names that {@code postqueue -j} gives, and some of our own} */
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
        fields.put("tries", message.attempts());
        return fields;
    }

    private static Map<String, Object> fields(RecipientStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("address", status.recipient().address());
        if (status.hasMetTrouble()) {
            fields.put("delay_reason", status.last());
            fields.put("status", status.last().status());
        }
        fields.put("tries", status.attempts());
        return fields;
    }

    /** {@return the reply that tells for whom mail waits} */
    static AdminReply summary(QueueSummary summary) {
        List<QueueAges> shown =
                summary.domains().subList(0, Math.min(MOST_DOMAINS, summary.domains().size()));
        StringBuilder text = new StringBuilder(row("", "all", AGES));
        text.append(row("all messages", summary.total()));
        shown.forEach(ages -> text.append(row(ages.domain(), ages)));
        int more = summary.domains().size() - shown.size();
        if (more > 0) {
            text.append("and ").append(more).append(" more domains\n");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("total", ages(summary.total()));
        Map<String, Object> domains = new LinkedHashMap<>();
        summary.domains().forEach(ages -> domains.put(ages.domain(), ages(ages)));
        fields.put("domains", domains);
        return new AdminReply(ExitStatus.OK, text.toString(), Json.of(fields));
    }

    private static String row(String name, QueueAges ages) {
        List<String> numbers = ages.byAge().stream().map(String::valueOf).toList();
        return row(name, String.valueOf(ages.total()), numbers);
    }

    private static String row(String name, String total, List<String> numbers) {
        StringBuilder text = new StringBuilder("%-40s %7s".formatted(name, total));
        numbers.forEach(number -> text.append("%7s".formatted(number)));
        return text.append('\n').toString();
    }

    private static Map<String, Object> ages(QueueAges ages) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("messages", ages.total());
        for (int i = 0; i < AGE_FIELDS.size(); i++) {
            fields.put(AGE_FIELDS.get(i), ages.byAge().get(i));
        }
        return fields;
    }

    /**
     * {@return the reply that tells what came of an order}
     *
     * @param what the participle of what was to be done
     */
    static AdminReply change(String what, QueueChange change, boolean dry) {
        int done = change.done().size();
        List<String> sentences = new ArrayList<>();
        sentences.add(
                dry
                        ? done + (done == 1 ? " message" : " messages") + " would be " + what
                        : QueueCommands.messages(done) + " " + what);
        if (change.busy() > 0) {
            sentences.add(
                    QueueCommands.messages(change.busy()) + " being tried now and left alone");
        }
        if (change.failed() > 0) {
            sentences.add(QueueCommands.messages(change.failed()) + " unchanged; the log says why");
        }
        StringBuilder text = new StringBuilder();
        if (dry) {
            change.done().forEach(id -> text.append(id).append('\n'));
        }
        sentences.forEach(sentence -> text.append(sentence).append('\n'));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                dry ? "would_be_" + what : what,
                change.done().stream().map(QueueId::text).toList());
        fields.put("busy", change.busy());
        fields.put("failed", change.failed());
        ExitStatus status =
                change.busy() + change.failed() == 0 ? ExitStatus.OK : ExitStatus.TEMPORARY;
        return new AdminReply(status, text.toString(), Json.of(fields));
    }
}
