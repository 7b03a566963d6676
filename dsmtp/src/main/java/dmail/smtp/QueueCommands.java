package dmail.smtp;

import dmail.common.admin.AdminReply;
import dmail.common.exit.ExitStatus;
import dmail.common.io.Reason;
import dmail.smtp.delivery.QueueChange;
import dmail.smtp.delivery.QueueControl;
import dmail.smtp.delivery.QueueControl.Earnest;
import dmail.smtp.delivery.QueueListing;
import dmail.smtp.delivery.QueuePattern;
import dmail.smtp.queue.QueueId;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The control commands that show the queue and steer it. */
final class QueueCommands {
    private static final String DRY_RUN = "--dry-run";
    private static final String SUMMARY = "summary";

    private final QueueControl queue;
    private final InstantSource clock;

    QueueCommands(QueueControl queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** {@return the reply, or empty when the command is another's} */
    Optional<AdminReply> carryOut(String command, List<String> arguments) {
        return switch (command) {
            case "tryall" -> Optional.of(tried(queue.tryAll()));
            case "try" -> Optional.of(tryNow(arguments.getFirst()));
            case "queue" -> Optional.of(list(arguments));
            case "show" -> Optional.of(show(arguments.getFirst()));
            case "hold" -> Optional.of(change("held", arguments, queue::hold));
            case "release" -> Optional.of(change("released", arguments, queue::release));
            case "delete" -> Optional.of(change("deleted", arguments, queue::delete));
            case "bounce" -> Optional.of(change("bounced", arguments, queue::bounce));
            default -> Optional.empty();
        };
    }

    private AdminReply tryNow(String text) {
        return QueuePattern.parse(text)
                .map(pattern -> {
                    int count = queue.tryNow(pattern);
                    return count == 0 ? nothing(pattern) : tried(count);
                })
                .orElseGet(() -> noPattern(text));
    }

    private static AdminReply tried(int count) {
        return AdminReply.done(messages(count) + " tried now");
    }

    private AdminReply list(List<String> arguments) {
        if (arguments.isEmpty()) {
            return QueueText.contents(queue.list(QueuePattern.ALL), clock.instant());
        }
        String text = arguments.getFirst();
        if (text.equalsIgnoreCase(SUMMARY)) {
            return QueueText.summary(queue.summary());
        }
        return QueuePattern.parse(text)
                .map(pattern -> QueueText.contents(queue.list(pattern), clock.instant()))
                .orElseGet(() -> noPattern(text));
    }

    private AdminReply show(String text) {
        Optional<QueueListing> found =
                QueueId.parse(text.toUpperCase(Locale.ROOT)).flatMap(queue::find);
        if (found.isEmpty()) {
            return AdminReply.refused(
                    ExitStatus.NO_INPUT, "no message of the id " + text + " is in the queue");
        }
        try {
            return MessageText.of(found.get(), clock.instant());
        } catch (IOException failure) {
            return AdminReply.refused(ExitStatus.IO_ERROR, "can't be read: " + Reason.of(failure));
        }
    }

    private interface Order {
        QueueChange carryOut(QueuePattern pattern, Earnest earnest);
    }

    private AdminReply change(String what, List<String> arguments, Order order) {
        List<String> words = new ArrayList<>(arguments);
        boolean dry = words.remove(DRY_RUN);
        if (words.size() != 1) {
            return AdminReply.refused(
                    ExitStatus.USAGE, "one pattern is wanted; '*' means all messages");
        }
        String text = words.getFirst();
        return QueuePattern.parse(text)
                .map(pattern -> {
                    QueueChange change =
                            order.carryOut(pattern, dry ? Earnest.DRY_RUN : Earnest.DO);
                    return isEmpty(change) ? nothing(pattern) : QueueText.change(what, change, dry);
                })
                .orElseGet(() -> noPattern(text));
    }

    private static boolean isEmpty(QueueChange change) {
        return change.done().isEmpty() && change.busy() == 0 && change.failed() == 0;
    }

    private static AdminReply nothing(QueuePattern pattern) {
        return AdminReply.refused(
                ExitStatus.NO_INPUT, "nothing in the queue is meant by " + pattern);
    }

    private static AdminReply noPattern(String text) {
        return AdminReply.refused(
                ExitStatus.USAGE, "a pattern has 1 to 255 characters, this has " + text.length());
    }

    static String messages(int count) {
        return count + (count == 1 ? " message is" : " messages are");
    }
}
