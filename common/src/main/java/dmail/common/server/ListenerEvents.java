package dmail.common.server;

import dmail.common.admin.listen.ListenerState;
import dmail.common.admin.listen.ListenerState.State;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.util.List;
import java.util.Optional;

/** Logs what a change has done to listeners. */
final class ListenerEvents {
    private final Log log;

    ListenerEvents(Log log) {
        this.log = log;
    }

    /** Logs each listener whose state is another now, or that is no longer configured. */
    void changed(List<ListenerEntry> before, List<ListenerEntry> now) {
        for (ListenerEntry old : before) {
            if (old.state() == State.LISTENING && sameIn(now, old).isEmpty()) {
                log.info(line("listener closed", old).with("reason", "no longer configured"));
            }
        }
        for (ListenerEntry entry : now) {
            Optional<ListenerEntry> old = sameIn(before, entry);
            boolean isAsBefore =
                    old.filter(each -> each.state() == entry.state())
                            .filter(each -> each.reason().equals(entry.reason()))
                            .isPresent();
            if (!isAsBefore) {
                changed(old.map(ListenerEntry::state), entry);
            }
        }
    }

    private void changed(Optional<State> before, ListenerEntry entry) {
        switch (entry.state()) {
            case LISTENING -> log.info(line("listener open", entry));
            case WAITING -> waits(entry);
            case STOPPED, DOWN -> {
                if (before.filter(ListenerEvents::isActive).isPresent()) {
                    log.info(line("listener closed", entry).with("reason", entry.reason()));
                }
            }
        }
    }

    private static boolean isActive(State state) {
        return state == State.LISTENING || state == State.WAITING;
    }

    /** Logs that a listener waits for its address, or why it can't be opened there. */
    void waits(ListenerEntry entry) {
        log.warning(line("listener waiting", entry).with("reason", entry.reason()));
    }

    private static LogLine line(String event, ListenerEntry entry) {
        ListenerState state = entry.shown();
        return LogLine.of(event)
                .with("listener", state.listener().name())
                .with("local", state.addressAndPort());
    }

    private static Optional<ListenerEntry> sameIn(List<ListenerEntry> entries, ListenerEntry one) {
        return entries.stream().filter(one::isSameListener).findFirst();
    }
}
