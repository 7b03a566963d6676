package dmail.smtp.queue;

import dmail.common.config.binding.ScopeTable;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.backlog.Backlog;
import dmail.smtp.queue.backlog.BacklogEntry;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import dmail.smtp.queuefile.QueuedMessage;
import dmail.smtp.queuefile.RecipientStatus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Decides again by which bindings queued messages leave, when an administrator asks for it. */
public final class Rebinding {
    private final QueueFiles files;
    private final Backlog backlog;
    private final RecipientBindings bindings;
    private final DeliveryLog log;

    Rebinding(QueueFiles files, Backlog backlog, RecipientBindings bindings, DeliveryLog log) {
        this.files = files;
        this.backlog = backlog;
        this.bindings = bindings;
        this.log = log;
    }

    /** Decides messages again; those whose bindings stay the same aren't changed. */
    public QueueChange run(MailSelection which, Mode mode, QueueViewer viewer) throws IOException {
        Again order = new Again(_ -> true, id -> log.ordered(id, "rebound"));
        return new QueueWalk(files, backlog, log).run(which::covers, mode, order, viewer);
    }

    /**
     * {@return why a word is not the name of a binding; empty when it is one, if only of mail whose
     * binding is gone}
     */
    public Optional<String> unknown(String binding) {
        Optional<Outgoing> now = bindings.outgoing().get();
        boolean isKnown =
                binding.equals(ScopeTable.DEFAULT)
                        || now.filter(known -> known.has(binding)).isPresent()
                        || backlog.byBinding().containsKey(binding);
        return isKnown
                ? Optional.empty()
                : Optional.of(
                        now.map(known -> known.scopes().noBinding(binding))
                                .orElse("no binding is named " + binding));
    }

    /**
     * Decides the messages that have a binding which is gone.
     *
     * @param isLost whether there is no binding of that name
     */
    QueueChange lost(Predicate<String> isLost) throws IOException {
        return new QueueWalk(files, backlog, log)
                .run(
                        entry -> entry.indexEntry().leavesByAny(isLost),
                        Mode.DO,
                        new Again(choice -> isLost.test(choice.binding()), log::rebound),
                        new QueueViewer() {});
    }

    /** Decides by which bindings recipients leave. */
    private final class Again implements QueueWalk.Order {
        private final Predicate<BindingChoice> which;
        private final Consumer<QueueId> whenChanged;

        /**
         * @param which the earlier choices that are made anew
         * @param whenChanged logs it
         */
        Again(Predicate<BindingChoice> which, Consumer<QueueId> whenChanged) {
            this.which = which;
            this.whenChanged = whenChanged;
        }

        @Override
        public boolean concerns(QueuedMessage message) throws IOException {
            return bindings.wouldChange(message);
        }

        @Override
        public boolean carryOut(Understood found) throws IOException {
            QueuedMessage message = found.message();
            List<RecipientStatus> again = bindings.again(message, which);
            if (again.equals(message.recipients())) {
                return false;
            }
            QueuedMessage changed = message.after(again);
            files.directory().store(changed);
            backlog.add(BacklogEntry.of(changed));
            whenChanged.accept(message.envelope().id());
            return true;
        }
    }
}
