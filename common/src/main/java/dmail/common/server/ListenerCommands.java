package dmail.common.server;

import dmail.common.admin.listen.ListenerControl;
import dmail.common.admin.listen.ListenerState;
import java.util.List;

/** What an administrator may do with listeners. */
final class ListenerCommands implements ListenerControl {
    private final Listeners listeners;

    ListenerCommands(Listeners listeners) {
        this.listeners = listeners;
    }

    @Override
    public List<ListenerState> states() {
        return listeners.entries().stream().map(ListenerEntry::shown).toList();
    }

    @Override
    public Outcome start(String name) {
        return change(name, ListenerEntry::started);
    }

    @Override
    public Outcome stop(String name) {
        return change(name, ListenerEntry::stopped);
    }

    private Outcome change(String name, Listeners.EntryAction action) {
        try {
            return listeners.change(name, action) ? new Outcome.Done() : new Outcome.Unknown();
        } catch (CannotStart e) {
            return new Outcome.Failed(e.why());
        }
    }
}
