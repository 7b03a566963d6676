package dmail.common.authent;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.table.TableMemory;
import dmail.common.table.WatchedFile;
import dmail.common.table.WatchedFile.Question;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** The current content of a users file, which is read again when it has changed. Thread-safe. */
final class UsersFile implements AutoCloseable {
    private static final String WHAT = "users file";

    private final WatchedFile<UsersTable> file;
    private final TableMemory memory;
    private final Log log;

    UsersFile(Path path, TableMemory memory, Log log) {
        this.file = new WatchedFile<>(path, WHAT, this::read, System::nanoTime, log);
        this.memory = memory;
        this.log = log;
    }

    Path path() {
        return file.file();
    }

    private UsersTable read(Path path, Optional<UsersTable> before) throws IOException {
        long generation = before.map(UsersTable::generation).orElse(0L) + 1;
        UsersTable users = UsersTable.read(path, memory, generation);
        log.info(LogLine.of("users file read").with("file", path).with("users", users.size()));
        users.problems().report(WHAT, path, log);
        return users;
    }

    /**
     * {@return the answer of the current users}
     *
     * @param good whether an answer of the old content will do while the file is being read again
     * @throws IOException when the file can't be read; that must not be taken for an empty file
     */
    <T> T ask(Question<UsersTable, T> question, Predicate<T> good) throws IOException {
        return file.ask(question, good);
    }

    /** {@return the content that was last read; the file may have changed since} */
    UsersTable latest() throws IOException {
        return file.latest();
    }

    @Override
    public void close() {
        file.close();
    }
}
