package dmail.smtp.routing;

import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.table.Entry;
import dmail.common.table.Reading;
import dmail.common.table.Table;
import dmail.common.table.TableFormat;
import dmail.common.table.TableMemory;
import dmail.common.table.TableTooLargeException;
import dmail.common.table.WatchedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A table of the administrator's, read again when its file has changed. Thread-safe.
 *
 * @param <E> the type of an entry
 */
final class WatchedTable<E> implements AutoCloseable {
    private final Form<E> form;
    private final TableMemory memory;
    private final Log log;
    private final WatchedFile<Read<E>> file;

    /**
     * The kind of table.
     *
     * @param what its name in the log
     * @param namesPrograms whether it may name programs, if it is trusted
     */
    record Form<E>(String what, boolean namesPrograms, FormatFor<E> format) {}

    /** The format of its file. */
    @FunctionalInterface
    interface FormatFor<E> {
        /**
         * {@return the format}
         *
         * @param trusted whether only its owner and group can write it
         */
        TableFormat<E> of(boolean trusted);
    }

    private record Read<E>(Table<E> table) implements Reading {
        @Override
        public void close() {
            table.close();
        }
    }

    /**
     * What a table says.
     *
     * @param isOfKey whether the first key is there. While a new version of the file is read, that
     *     it wasn't in the old one is no answer: a new address would be refused for good.
     */
    private record Answer<E>(Optional<Entry<E>> entry, boolean isOfKey) {
        static <E> Answer<E> of(Table<E> table, String key, String otherwise) throws IOException {
            Optional<Entry<E>> found = table.find(key);
            return found.isPresent()
                    ? new Answer<>(found, true)
                    : new Answer<>(table.find(otherwise), false);
        }
    }

    WatchedTable(Path path, Form<E> form, TableMemory memory, Log log) {
        this.form = form;
        this.memory = memory;
        this.log = log;
        this.file = new WatchedFile<>(path, form.what(), this::read, System::nanoTime, log);
    }

    private Read<E> read(Path path, Optional<Read<E>> before) throws IOException {
        boolean trusted = ((int) Files.getAttribute(path, "unix:mode") & 0002) == 0;
        Table<E> table = Table.read(path, form.format().of(trusted), memory);
        log.info(
                LogLine.of("table read")
                        .with("table", form.what())
                        .with("file", path)
                        .with("entries", table.size()));
        if (form.namesPrograms() && !trusted) {
            log.warning(
                    LogLine.of("table restricted")
                            .with("table", form.what())
                            .with("file", path)
                            .with("reason", "everybody can write it"));
        }
        table.problems().report(form.what(), path, log);
        return new Read<>(table);
    }

    Path file() {
        return file.file();
    }

    /**
     * {@return the entry of the first of these keys that exists}
     *
     * @throws IOException when the file can't be read, which doesn't count as empty
     */
    Optional<Entry<E>> find(String key, String otherwise) throws IOException {
        try {
            return file.ask(reading -> Answer.of(reading.table(), key, otherwise), Answer::isOfKey)
                    .entry();
        } catch (TableTooLargeException e) {
            // It was logged before.
            throw e;
        } catch (IOException e) {
            log.error(LogLine.of("cannot read file").with("file", file()).with("reason", e));
            throw e;
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
