package dmail.smtp;

import dmail.common.admin.AdminReply;
import dmail.common.admin.Channel;
import dmail.common.admin.ChannelCommand;
import dmail.common.admin.MemoryStatus;
import dmail.common.admin.ServerView;
import dmail.common.admin.StatusItem;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.command.BindingCommand;
import dmail.common.admin.command.DpopCommand;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.admin.command.QueueCommand;
import dmail.common.admin.command.ServerCommand;
import dmail.common.admin.listen.ListenerControl;
import dmail.common.config.listen.ListenerDefinition;
import dmail.common.config.listen.ListenerTable;
import dmail.common.login.Accounts;
import dmail.common.login.Explanation;
import dmail.common.memory.MemoryAccount;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.control.ConfigOptions;
import dmail.smtp.control.DepartureText;
import dmail.smtp.control.DnsCommand;
import dmail.smtp.control.PauseCommands;
import dmail.smtp.control.ProviderNames;
import dmail.smtp.control.QueueCommands;
import dmail.smtp.control.QueueWords;
import dmail.smtp.control.SendingCommands;
import dmail.smtp.control.WhyCommand;
import dmail.smtp.control.binding.BindingCommands;
import dmail.smtp.policy.Rules;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.queue.view.QueueCounts;
import dmail.smtp.session.ListenerRules;
import dmail.smtp.session.SmtpCounters;
import dmail.smtp.session.SmtpCounters.Event;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Carries out the control commands of dsmtp.
 *
 * @param popClients whether a POP login lets a client relay now
 */
record SmtpView(
        CurrentSettings current,
        SmtpListeners listeners,
        MailFlow mailFlow,
        Predicate<InetAddress> popClients,
        MemoryAccount memory,
        InstantSource clock)
        implements ServerView {
    @Override
    public List<StatusItem> status() {
        List<StatusItem> items = new ArrayList<>();
        items.addAll(counts());
        items.addAll(MemoryStatus.of(memory));
        return List.copyOf(items);
    }

    private List<StatusItem> counts() {
        DurableQueue queue = mailFlow.queue();
        QueueCounts counts = queue.counts();
        SmtpCounters counters = listeners.counters();
        return List.of(
                new StatusItem("sessions", listeners.sessions()),
                new StatusItem("sessions_at_most", listeners.sessionsAtMost()),
                new StatusItem("sessions_so_far", counters.of(Event.SESSION)),
                new StatusItem("sessions_turned_away", counters.of(Event.SESSION_TURNED_AWAY)),
                new StatusItem("messages_accepted", counters.of(Event.MESSAGE_ACCEPTED)),
                new StatusItem("messages_refused", counters.of(Event.MESSAGE_REFUSED)),
                new StatusItem("recipients_refused", counters.of(Event.RECIPIENT_REFUSED)),
                new StatusItem("deliveries_under_way", counts.inJournal()),
                new StatusItem("messages_queued", counts.queued()),
                new StatusItem("left_mail_set_aside", listeners.quarantined()),
                new StatusItem("left_mail_waiting", listeners.pickupWaiting()),
                new StatusItem("messages_queued_on_disk_alone", counts.onDiskAlone()),
                new StatusItem("files_set_aside", counts.setAside()),
                new StatusItem("outgoing_connections", queue.sending().size()),
                new StatusItem("outgoing_suspended", queue.isSuspended()),
                new StatusItem(
                        "relay_open", current.rules().relay().isOpen() || listeners.isOpenRelay()));
    }

    @Override
    public List<Channel> channels() {
        return listeners.channels();
    }

    @Override
    public ListenerControl listenerControl() {
        return listeners.control();
    }

    @Override
    public Accounts accounts() {
        return current.settings().accounts();
    }

    @Override
    public Explanation explainAddress(String address) {
        return mailFlow.router().explain(address);
    }

    @Override
    public AdminReply carryOut(ServerCommand command, List<String> arguments) {
        DurableQueue queue = mailFlow.queue();
        return switch (command) {
            case DsmtpCommand.BINDING_REST_CANCEL -> pauses().cancelRest(arguments);
            case DsmtpCommand.BINDING_REST_LIST -> pauses().rests();
            case DsmtpCommand.BINDING_RESUME -> pauses().resume(arguments);
            case DsmtpCommand.BINDING_SUSPEND -> pauses().suspend(arguments);
            case DsmtpCommand.CONFIG_EVAL ->
                    ConfigOptions.eval(current.explained().scopes(), arguments);
            case DsmtpCommand.CONFIG_GET ->
                    ConfigOptions.get(current.explained().scopes(), arguments);
            case DsmtpCommand.DNS -> DnsCommand.reply(mailFlow.dns(), arguments.getFirst());
            case DsmtpCommand.RESUME -> SendingCommands.resume(queue);
            case DsmtpCommand.SHOWSEND ->
                    SendingCommands.showsend(queue.sending(), clock.instant());
            case DsmtpCommand.SUSPEND -> SendingCommands.suspend(queue);
            case DsmtpCommand.SHOW -> show(arguments.getFirst());
            case DsmtpCommand.WHY -> why().reply(arguments);
            case DpopCommand _ -> throw new IllegalArgumentException(command + " is for dpop");
        };
    }

    private ProviderNames providers() {
        return new ProviderNames(current.explained().scopes(), mailFlow.dns()::best);
    }

    /** These words are no ids. */
    private AdminReply show(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inbound" -> ChannelCommand.list(channels(), clock.instant());
            case "outbound" ->
                    SendingCommands.showsend(mailFlow.queue().sending(), clock.instant());
            default -> queueCommands().show(word);
        };
    }

    private PauseCommands pauses() {
        return new PauseCommands(current.bindings(), mailFlow.queue());
    }

    private WhyCommand why() {
        List<ListenerDefinition> listeners =
                ListenerTable.of(current.configuration()).of(dmail.common.config.Server.DSMTP);
        Outgoing outgoing = current.explained();
        return new WhyCommand(
                outgoing,
                new DepartureText(outgoing, current.settings().sources(), mailFlow.dns()),
                mailFlow.router()::route,
                (client, reached) -> mayRelay(listeners, client, reached),
                (client, reached) ->
                        listener(listeners, client, reached)
                                .map(ListenerDefinition::name)
                                .orElse(""),
                current.rules().submitServers());
    }

    /** A listener may have lines of its own for that. */
    private boolean mayRelay(
            List<ListenerDefinition> listeners, InetAddress client, Optional<InetAddress> reached) {
        return reached.flatMap(at -> listener(listeners, client, at))
                .map(listener -> mayRelay(client, listener))
                .orElseGet(() -> mayRelay(client, current.rules()));
    }

    private boolean mayRelay(InetAddress client, ListenerDefinition listener) {
        return mayRelay(client, ListenerRules.of(current.rules(), listener.policy(), client));
    }

    private boolean mayRelay(InetAddress client, Rules rules) {
        return rules.relay().coverClient(client, () -> popClients.test(client));
    }

    /**
     * {@return the listener for mail at an address, or on all of them: the first that lets the
     * client relay, for whoever sends to others chooses that one; else the first}
     */
    private Optional<ListenerDefinition> listener(
            List<ListenerDefinition> listeners, InetAddress client, InetAddress reached) {
        List<ListenerDefinition> there =
                listeners.stream()
                        .filter(listener -> listener.address().map(reached::equals).orElse(true))
                        .toList();
        return there.stream()
                .filter(listener -> mayRelay(client, listener))
                .findFirst()
                .or(() -> there.stream().findFirst());
    }

    @Override
    public StreamedReply queueReply(QueueCommand command, List<String> arguments) {
        return queueCommands().reply(command, arguments);
    }

    @Override
    public StreamedReply bindingReply(BindingCommand command, List<String> arguments) {
        return new BindingCommands(
                        new BindingCommands.Site(
                                current.configuration(),
                                current.explained(),
                                current.machine(),
                                mailFlow.dns(),
                                mailFlow.probe()),
                        mailFlow.queue(),
                        clock)
                .reply(command, arguments);
    }

    private QueueCommands queueCommands() {
        DurableQueue queue = mailFlow.queue();
        QueueWords words =
                current.outgoing().isPresent() ? QueueWords.BINDINGS : QueueWords.NO_BINDINGS;
        return new QueueCommands(queue.control(), queue.rebinding(), this::providers, words, clock);
    }
}
