package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.log.Log;
import dmail.common.table.TableMemory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables in use: those of the current settings, and during a reload those of the next. A file
 * that both name is read once. Thread-safe.
 */
public final class RoutingTables {
    private final TableMemory memory;
    private final Log log;
    private final Map<Key, Shared<List<Member>>> aliases = new HashMap<>();
    private final Map<Key, Shared<String>> virtualUsers = new HashMap<>();

    /** A table's content depends on the domain for names without one. */
    private record Key(Path file, Domain home) {}

    private static final class Shared<E> {
        private final WatchedTable<E> table;
        private int users;

        private Shared(WatchedTable<E> table) {
            this.table = table;
        }
    }

    /**
     * @param memory where their content takes memory from
     */
    public RoutingTables(TableMemory memory, Log log) {
        this.memory = memory;
        this.log = log;
    }

    /** {@return a file of aliases} */
    synchronized WatchedTable<List<Member>> takeAliases(Path file, Domain home) {
        return take(
                aliases,
                new Key(file, home),
                new WatchedTable.Form<>(
                        "alias file", true, trusted -> new AliasFormat(home, trusted)));
    }

    /** {@return a table of virtual users, which names addresses only} */
    synchronized WatchedTable<String> takeVirtualUsers(Path file, Domain home) {
        return take(
                virtualUsers,
                new Key(file, home),
                new WatchedTable.Form<>(
                        "table of virtual users", false, _ -> new VirtualUsersFormat(home)));
    }

    private <E> WatchedTable<E> take(
            Map<Key, Shared<E>> tables, Key key, WatchedTable.Form<E> form) {
        Shared<E> shared =
                tables.computeIfAbsent(
                        key, _ -> new Shared<>(new WatchedTable<>(key.file(), form, memory, log)));
        shared.users++;
        return shared.table;
    }

    /** A table that no settings name any more is closed. */
    synchronized void giveBack(WatchedTable<?> table) {
        giveBack(aliases, table);
        giveBack(virtualUsers, table);
    }

    private static <E> void giveBack(Map<Key, Shared<E>> tables, WatchedTable<?> table) {
        for (Shared<E> shared : List.copyOf(tables.values())) {
            if (shared.table.equals(table)) {
                shared.users--;
                if (shared.users == 0) {
                    tables.values().remove(shared);
                    table.close();
                }
            }
        }
    }
}
