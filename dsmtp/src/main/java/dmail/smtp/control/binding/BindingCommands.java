package dmail.smtp.control.binding;

import dmail.common.address.Domain;
import dmail.common.admin.AdminReply;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.admin.command.BindingCommand;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.config.type.Numbers;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.client.trace.TracePlaces;
import dmail.smtp.client.trace.Traces;
import dmail.smtp.delivery.remote.RemoteProbe;
import dmail.smtp.dns.Dns;
import dmail.smtp.queue.BindingMail;
import dmail.smtp.queue.BindingOrders;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.queue.MailSelection;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.source.Machine;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The control commands about bindings and the connections that leave by them. */
public final class BindingCommands {
    private static final String ALL = "all";

    private final Site site;
    private final Outgoing outgoing;
    private final DurableQueue queue;
    private final BindingMail mail;
    private final InstantSource clock;

    /**
     * What the commands look at.
     *
     * @param outgoing what the configuration says of bindings
     * @param probe the one of all callers
     */
    public record Site(
            Configuration configuration,
            Outgoing outgoing,
            Machine machine,
            Dns dns,
            RemoteProbe probe) {}

    public BindingCommands(Site site, DurableQueue queue, InstantSource clock) {
        this.site = site;
        this.outgoing = site.outgoing();
        this.queue = queue;
        this.mail = queue.bindingMail();
        this.clock = clock;
    }

    /** {@return the reply to a command, which is carried out while the reply is written} */
    public StreamedReply reply(BindingCommand command, List<String> words) {
        return switch (command) {
            case BINDING_SUMMARY -> writer -> summary().reply(words).write(writer);
            case BINDING_ACTIVE -> counted(words, this::active);
            case BINDING_DELAYED -> counted(words, this::delayed);
            case BINDING_FLUSH_DOMAIN -> flush(words);
            case BINDING_FAIL_DOMAIN -> fail(words);
            case REROUTE_QUEUE -> reroute(words);
            case CHECK_IPS -> checkIps().reply();
            case PROBE -> probe(words);
            case TRACE_SMTP_ADD -> writer -> writer.write(addTrace(words));
            case TRACE_SMTP_LIST -> writer -> writer.write(traces().list());
            case TRACE_SMTP_REMOVE -> writer -> writer.write(traces().remove(words.getFirst()));
        };
    }

    private CheckIps checkIps() {
        return new CheckIps(
                () -> SourceAddresses.of(site.configuration(), outgoing.scopes(), site.machine()),
                SourceAddresses.seen(site.configuration()),
                site.dns()::reverse);
    }

    private StreamedReply probe(List<String> words) {
        return isKnown(words.getFirst())
                ? new ProbeCommand(site.probe()).reply(words.getFirst(), words.get(1))
                : unknown(words.getFirst());
    }

    private AdminReply addTrace(List<String> words) {
        String binding = words.getFirst();
        return binding.equals(Traces.ANY) || isKnown(binding)
                ? traces().add(binding, words.get(1), words.get(2))
                : unknown(binding);
    }

    private TraceCommands traces() {
        TracePlaces places =
                TracePlaces.of(
                        site.configuration().value(FileSettings.WORK_PATH),
                        site.configuration().find(LoggingSettings.LOG_PATH));
        return new TraceCommands(queue.dialer().traces(clock), places);
    }

    private BindingSummary summary() {
        return new BindingSummary(outgoing, mail, queue.sending(), queue.isSuspended());
    }

    private boolean isSuspended(String binding) {
        return BindingSuspension.of(binding, outgoing, queue.isSuspended()).isPresent();
    }

    /** Counts the messages of a binding by destination. */
    private interface Counter {
        Map<String, Integer> count(String binding, QueueViewer viewer) throws IOException;
    }

    private Map<String, Integer> active(String binding, QueueViewer viewer) throws IOException {
        return isSuspended(binding) ? Map.of() : mail.active(binding, viewer);
    }

    private Map<String, Integer> delayed(String binding, QueueViewer viewer) throws IOException {
        return isSuspended(binding)
                ? mail.suspended(binding, viewer)
                : mail.delayed(binding, viewer);
    }

    private StreamedReply counted(List<String> words, Counter counter) {
        String binding = words.getFirst();
        Optional<Integer> above = number(words.get(1));
        if (above.isEmpty()) {
            return AdminReply.refused(ExitStatus.USAGE, words.get(1) + " is no number");
        }
        return isKnown(binding)
                ? writer ->
                        writer.write(
                                DomainCountsText.of(
                                        counter.count(binding, new KeptAlive(writer)), above.get()))
                : unknown(binding);
    }

    private static Optional<Integer> number(String word) {
        return Numbers.read(word, 0, Integer.MAX_VALUE).map(Long::intValue);
    }

    /** Mail of a binding that is gone can still be there. */
    private boolean isKnown(String binding) {
        return outgoing.has(binding)
                || mail.queued().containsKey(binding)
                || mail.active().stream().anyMatch(some -> some.binding().equals(binding));
    }

    private AdminReply unknown(String binding) {
        return AdminReply.refused(ExitStatus.DATA_ERROR, outgoing.scopes().noBinding(binding));
    }

    /**
     * {@return the mail that is meant}
     *
     * @param words a binding, and a domain or {@code all}
     */
    private static MailSelection which(List<String> words) {
        String domain = words.get(1);
        return MailSelection.of(
                words.getFirst(),
                domain.equals(ALL)
                        ? Optional.empty()
                        : Optional.of(Domain.parse(domain).map(Domain::name).orElse(domain)));
    }

    private StreamedReply flush(List<String> given) {
        OrderWords order = OrderWords.of(given);
        List<String> words = order.words();
        if (words.size() != 2) {
            return missing();
        }
        return isKnown(words.getFirst())
                ? writer -> flush(which(words), order.mode(), writer)
                : unknown(words.getFirst());
    }

    private ExitStatus flush(MailSelection which, Mode mode, ReplyWriter writer)
            throws IOException {
        MailChangeText text = new MailChangeText(writer, "tried now", mode);
        int count = orders().flush(which, mode, text);
        return text.end(new QueueChange(count, 0, 0, 0));
    }

    private BindingOrders orders() {
        return queue.bindingOrders();
    }

    private static AdminReply missing() {
        return AdminReply.refused(ExitStatus.USAGE, "a binding is wanted, and a domain or all");
    }

    private StreamedReply fail(List<String> given) {
        return switch (FailWords.parse(given)) {
            case FailWords.Reading.Incomplete() -> missing();
            case FailWords.Reading.Temporary(var code) ->
                    AdminReply.refused(
                            ExitStatus.DATA_ERROR,
                            code
                                    + " is a code for what is tried again; a bounce is for good, and"
                                    + " its code begins with 5");
            case FailWords.Reading.Understood(var words) ->
                    isKnown(words.target().getFirst())
                            ? writer -> fail(words, writer)
                            : unknown(words.target().getFirst());
        };
    }

    private ExitStatus fail(FailWords words, ReplyWriter writer) throws IOException {
        MailChangeText text = new MailChangeText(writer, "failed", words.mode());
        return text.end(
                orders().fail(
                                which(words.target()),
                                words.why(),
                                words.telling(),
                                words.mode(),
                                text));
    }

    private StreamedReply reroute(List<String> given) {
        OrderWords order = OrderWords.of(given);
        List<String> words = order.words();
        if (words.size() != 2) {
            return AdminReply.refused(ExitStatus.USAGE, "two domains are wanted");
        }
        Optional<Domain> from = Domain.parse(words.getFirst());
        Optional<Domain> to = Domain.parse(words.getLast());
        if (from.isEmpty() || to.isEmpty()) {
            return AdminReply.refused(
                    ExitStatus.DATA_ERROR,
                    (from.isEmpty() ? words.getFirst() : words.getLast()) + " is no domain");
        }
        return writer -> {
            MailChangeText text = new MailChangeText(writer, "rerouted", order.mode());
            return text.end(orders().reroute(from.get(), to.get(), order.mode(), text));
        };
    }
}
