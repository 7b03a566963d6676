package dmail.smtp.control;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.admin.command.QueueCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.type.Shown;
import dmail.common.io.Reason;
import dmail.smtp.control.binding.KeptAlive;
import dmail.smtp.control.binding.MailChangeText;
import dmail.smtp.control.binding.OrderWords;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.MailSelection;
import dmail.smtp.queue.QueueControl;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.QueuePattern;
import dmail.smtp.queue.Rebinding;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The control commands that show or change the queue. */
public final class QueueCommands {
    private static final String ONE_PATTERN = "one pattern is wanted; '*' means all messages";
    private static final String ALL = "all";
    private static final String SUMMARY = "summary";
    private static final String BY_PROVIDER = "mx";

    private final QueueControl queue;
    private final Rebinding rebinding;
    private final Supplier<ProviderNames> providers;
    private final QueueWords ofLists;
    private final InstantSource clock;

    /**
     * @param providers gives what names the providers of domains now
     * @param words what the lists say beside what they say of all mail
     */
    public QueueCommands(
            QueueControl queue,
            Rebinding rebinding,
            Supplier<ProviderNames> providers,
            QueueWords words,
            InstantSource clock) {
        this.queue = queue;
        this.rebinding = rebinding;
        this.providers = providers;
        this.ofLists = words;
        this.clock = clock;
    }

    /** {@return the reply to a command, which is carried out while the reply is written} */
    public StreamedReply reply(QueueCommand command, List<String> arguments) {
        return switch (command) {
            case TRYALL -> tryAll(arguments);
            case TRY -> tryNow(arguments);
            case QUEUE -> queue(arguments);
            case REBIND -> rebind(arguments);
            case HOLD -> change("held", arguments, queue::hold);
            case RELEASE -> change("released", arguments, queue::release);
            case DELETE -> change("deleted", arguments, queue::delete);
            case BOUNCE -> change("bounced", arguments, queue::bounce);
        };
    }

    /** A change of the messages that match. */
    private interface Action {
        ExitStatus carryOut(QueuePattern pattern, ReplyWriter writer) throws IOException;
    }

    private static StreamedReply matching(String text, Action action) {
        Optional<QueuePattern> pattern = QueuePattern.parse(text);
        return writer ->
                pattern.isPresent()
                        ? action.carryOut(pattern.get(), writer)
                        : writer.write(noPattern(text));
    }

    private StreamedReply tryAll(List<String> arguments) {
        if (arguments.isEmpty()) {
            return writer -> writer.write(tried(queue.tryAll()));
        }
        return arguments.equals(List.of(OrderWords.DRY_RUN))
                ? writer -> wouldTry(QueuePattern.ALL, writer)
                : AdminReply.refused(
                        ExitStatus.USAGE, "nothing but " + OrderWords.DRY_RUN + " is known here");
    }

    private StreamedReply tryNow(List<String> arguments) {
        OrderWords order = OrderWords.of(arguments);
        return order.words().size() == 1
                ? matching(
                        order.words().getFirst(),
                        order.mode() == Mode.DRY_RUN ? this::wouldTry : this::tryNow)
                : AdminReply.refused(ExitStatus.USAGE, ONE_PATTERN);
    }

    private ExitStatus wouldTry(QueuePattern pattern, ReplyWriter writer) throws IOException {
        QueueChangeText text = new QueueChangeText(writer, "tried", Mode.DRY_RUN);
        int count = queue.wouldTry(pattern, text);
        return count == 0
                ? writer.write(noMatch(pattern))
                : text.end(new QueueChange(count, 0, 0, 0));
    }

    private ExitStatus tryNow(QueuePattern pattern, ReplyWriter writer) throws IOException {
        int count = queue.tryNow(pattern, new KeptAlive(writer));
        return writer.write(count == 0 ? noMatch(pattern) : tried(count));
    }

    private AdminReply tried(int count) {
        String others = QueueText.onDiskAlone(queue.onDiskAlone());
        return AdminReply.done((messages(count) + " tried now\n" + others).stripTrailing());
    }

    private StreamedReply queue(List<String> arguments) {
        if (arguments.isEmpty()) {
            return writer -> list(QueuePattern.ALL, writer);
        }
        String text = arguments.getFirst();
        boolean isSummary = text.equalsIgnoreCase(SUMMARY);
        if (arguments.size() > 1) {
            return isSummary && arguments.get(1).equalsIgnoreCase(BY_PROVIDER)
                    ? summary("providers", providers.get())
                    : writer -> writer.write(noSummary(arguments.get(1)));
        }
        return isSummary
                ? summary("domains", UnaryOperator.identity())
                : matching(text, this::list);
    }

    private StreamedReply summary(String rows, UnaryOperator<String> row) {
        return writer ->
                QueueSummaryText.write(rows, queue.summary(new KeptAlive(writer), row), writer);
    }

    private static AdminReply noSummary(String word) {
        return AdminReply.refused(
                ExitStatus.USAGE,
                "queue: " + Shown.quoted(word) + " follows neither a pattern nor summary");
    }

    private ExitStatus list(QueuePattern pattern, ReplyWriter writer) throws IOException {
        QueueList list = QueueList.on(writer, clock.instant(), ofLists);
        return list.end(queue.list(pattern, list));
    }

    /** {@return the reply that shows one message} */
    public AdminReply show(String text) {
        Optional<QueueListing> found =
                QueueId.parse(text.toUpperCase(Locale.ROOT)).flatMap(queue::find);
        if (found.isEmpty()) {
            return AdminReply.refused(
                    ExitStatus.NO_INPUT, "no message of the id " + text + " is in the queue");
        }
        try {
            return QueuedMessageText.of(found.get(), clock.instant(), ofLists);
        } catch (IOException failure) {
            return AdminReply.refused(ExitStatus.IO_ERROR, "can't be read: " + Reason.of(failure));
        }
    }

    private interface Order {
        QueueChange carryOut(QueuePattern pattern, Mode mode, QueueViewer viewer)
                throws IOException;
    }

    private static StreamedReply change(String what, List<String> arguments, Order order) {
        OrderWords given = OrderWords.of(arguments);
        if (given.words().size() != 1) {
            AdminReply usage = AdminReply.refused(ExitStatus.USAGE, ONE_PATTERN);
            return writer -> writer.write(usage);
        }
        return matching(
                given.words().getFirst(),
                (pattern, writer) -> {
                    QueueChangeText text = new QueueChangeText(writer, what, given.mode());
                    QueueChange change = order.carryOut(pattern, given.mode(), text);
                    return change.isEmpty()
                            ? writer.write(
                                    change.gone() > 0 ? gone(change.gone()) : noMatch(pattern))
                            : text.end(change);
                });
    }

    private StreamedReply rebind(List<String> arguments) {
        OrderWords order = OrderWords.of(arguments);
        List<String> words = order.words();
        if (words.isEmpty()) {
            return AdminReply.refused(ExitStatus.USAGE, "a binding is wanted, or all");
        }
        Optional<String> binding = Optional.of(words.getFirst()).filter(word -> !word.equals(ALL));
        Optional<String> unknown = binding.flatMap(rebinding::unknown);
        if (unknown.isPresent()) {
            return AdminReply.refused(ExitStatus.DATA_ERROR, unknown.get());
        }
        Optional<String> domain =
                words.size() > 1
                        ? Optional.of(words.get(1)).map(QueueCommands::folded)
                        : Optional.empty();
        return writer -> {
            MailChangeText text = new MailChangeText(writer, "re-bound", order.mode());
            return text.end(rebinding.run(new MailSelection(binding, domain), order.mode(), text));
        };
    }

    private static String folded(String domain) {
        return Domain.parse(domain).map(Domain::name).orElse(domain);
    }

    private static AdminReply noMatch(QueuePattern pattern) {
        return AdminReply.refused(
                ExitStatus.NO_INPUT, "nothing in the queue is meant by " + pattern);
    }

    /** What was in the backlog by that name is no message: mostly its file is damaged. */
    private static AdminReply gone(int count) {
        return AdminReply.refused(
                ExitStatus.NO_INPUT,
                messages(count)
                        + " no longer in the queue; a damaged file was set aside, see the log");
    }

    private static AdminReply noPattern(String text) {
        return AdminReply.refused(
                ExitStatus.USAGE, "a pattern has 1 to 255 characters, this has " + text.length());
    }

    static String messages(int count) {
        return MailChangeText.messages(count) + (count == 1 ? " is" : " are");
    }
}
