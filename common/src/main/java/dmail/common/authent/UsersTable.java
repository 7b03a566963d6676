package dmail.common.authent;

import dmail.common.authent.password.PasswordForms;
import dmail.common.table.Entry;
import dmail.common.table.Lines;
import dmail.common.table.Problems;
import dmail.common.table.Reading;
import dmail.common.table.Table;
import dmail.common.table.TableFormat;
import dmail.common.table.TableMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The users of a users file at the time it was read, in eight octets each. Thread-safe. */
public final class UsersTable implements Reading {
    private final Table<UserEntry> table;
    private final PasswordForms forms;
    private final long generation;

    private UsersTable(Table<UserEntry> table, PasswordForms forms, long generation) {
        this.table = table;
        this.forms = forms;
        this.generation = generation;
    }

    /**
     * Opens a users file for a tool.
     *
     * @throws IOException when it can't be read, or its users don't fit into memory
     */
    public static UsersTable open(Path file) throws IOException {
        return read(file, TableMemory.ofTool(), 1);
    }

    /**
     * @param generation a new number for each reading, by which caches notice a change
     */
    static UsersTable read(Path file, TableMemory memory, long generation) throws IOException {
        PasswordForms.Count forms = new PasswordForms.Count();
        Table<UserEntry> table = Table.read(file, new Counted(forms), memory);
        return new UsersTable(
                table, table.hasRepeated() ? forms(table) : forms.forms(), generation);
    }

    /** A second line of a user doesn't count. */
    private static PasswordForms forms(Table<UserEntry> table) throws IOException {
        PasswordForms.Count forms = new PasswordForms.Count();
        table.each(entry -> {
            forms.add(entry.value().hash());
            return true;
        });
        return forms.forms();
    }

    /** Counts the forms of hashes while the file is read. */
    private record Counted(PasswordForms.Count forms, UsersFormat format)
            implements TableFormat<UserEntry> {
        Counted(PasswordForms.Count forms) {
            this(forms, new UsersFormat());
        }

        @Override
        public int longestLine() {
            return format.longestLine();
        }

        @Override
        public Optional<Entry<UserEntry>> next(Lines lines, Problems problems) throws IOException {
            Optional<Entry<UserEntry>> entry = format.next(lines, problems);
            entry.ifPresent(user -> forms.add(user.value().hash()));
            return entry;
        }

        @Override
        public String givenBefore() {
            return format.givenBefore();
        }
    }

    /** {@return the user of that name, in any letter case} */
    public Optional<UserEntry> find(String name) throws IOException {
        return table.find(DatabaseName.fold(name)).map(Entry::value);
    }

    /** Receives users. */
    @FunctionalInterface
    public interface Viewer {
        /** {@return whether to continue} */
        boolean view(UserEntry user) throws IOException;
    }

    /** Passes on all users in the order of the file. */
    public void each(Viewer viewer) throws IOException {
        table.each(entry -> viewer.view(entry.value()));
    }

    /** {@return how many users there are} */
    public int size() {
        return table.size();
    }

    /** {@return the faults of the file} */
    public Problems problems() {
        return table.problems();
    }

    /** {@return whether the passwords of all users who can log in are stored in clear text} */
    public boolean hasPlainAlone() {
        return forms.areNoWork();
    }

    /** {@return the forms in which passwords are stored} */
    PasswordForms forms() {
        return forms;
    }

    long generation() {
        return generation;
    }

    @Override
    public void close() {
        table.close();
    }
}
