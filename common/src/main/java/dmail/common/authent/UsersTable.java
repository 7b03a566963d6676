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

/**
 * The users of a users file as it was when it was read: eight octets each, whatever is kept of
 * them. Safe for many threads.
 */
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
     * Reads a file for a tool.
     *
     * @throws IOException when it can't be read, or its users don't fit into memory
     */
    public static UsersTable open(Path file) throws IOException {
        return read(file, TableMemory.ofTool(), 1);
    }

    /**
     * @param generation counts readings, so that who caches answers notices a new one
     */
    static UsersTable read(Path file, TableMemory memory, long generation) throws IOException {
        PasswordForms.Count forms = new PasswordForms.Count();
        Table<UserEntry> table = Table.read(file, new Counted(forms), memory);
        return new UsersTable(
                table, table.hasRepeated() ? forms(table) : forms.forms(), generation);
    }

    /** What a second line says of a user holds for nobody. */
    private static PasswordForms forms(Table<UserEntry> table) throws IOException {
        PasswordForms.Count forms = new PasswordForms.Count();
        table.each(entry -> {
            forms.add(entry.value().hash());
            return true;
        });
        return forms.forms();
    }

    /** Looks at hashes in passing. */
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

    /** Who looks at users. */
    @FunctionalInterface
    public interface Viewer {
        /** {@return whether more are wanted} */
        boolean view(UserEntry user) throws IOException;
    }

    /** Shows all users in the order of the file. */
    public void each(Viewer viewer) throws IOException {
        table.each(entry -> viewer.view(entry.value()));
    }

    /** {@return how many users there are} */
    public int size() {
        return table.size();
    }

    /** {@return what is wrong with the file} */
    public Problems problems() {
        return table.problems();
    }

    /** {@return whether of everybody who can log in the password itself is kept} */
    public boolean hasPlainAlone() {
        return forms.areNoWork();
    }

    /** {@return in which forms passwords are kept} */
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
