package dmail.smtp.queue;

import dmail.common.io.Reason;
import dmail.smtp.delivery.DeliveryLog;
import dmail.smtp.message.QueueId;
import dmail.smtp.queuefile.CorruptFolder;
import dmail.smtp.queuefile.QueueDirectory;
import dmail.smtp.queuefile.QueueFileReading;
import dmail.smtp.queuefile.QueueFileReading.Understood;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the queue's folder, and sets damaged files aside. */
final class QueueFiles {
    private final QueueDirectory directory;
    private final CorruptFolder corrupt;
    private final DeliveryLog log;

    QueueFiles(QueueDirectory directory, CorruptFolder corrupt, DeliveryLog log) {
        this.directory = directory;
        this.corrupt = corrupt;
        this.log = log;
    }

    QueueDirectory directory() {
        return directory;
    }

    /** Told what is in the folder. */
    interface Finder {
        /** {@return whether to read the file of that message} */
        boolean wants(QueueId id);

        /** A message. */
        void found(Understood message);

        /** A file that can't be read now; it may be a message, so it stays where it is. */
        void unread(Path file, IOException why);
    }

    /**
     * Finds all messages; may take long, while mail is accepted and delivered.
     *
     * @throws IOException when the folder can't be read to its end
     */
    void scan(Finder finder) throws IOException {
        try {
            directory.forEach(file -> {
                if (QueueId.parse(file.getFileName().toString())
                        .filter(id -> !finder.wants(id))
                        .isEmpty()) {
                    look(file, finder);
                }
            });
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
    }

    private void look(Path file, Finder finder) {
        try {
            understood(file).ifPresent(finder::found);
        } catch (NoSuchFileException finishedMeanwhile) {
            return;
        } catch (IOException failure) {
            finder.unread(file, failure);
        } catch (RuntimeException bug) {
            setAside(file, "internal error: " + Reason.of(bug));
        }
    }

    /**
     * {@return the message, or empty when there is nothing to try: it was deleted, or the file is
     * damaged and was set aside}
     *
     * @throws IOException when the file can't be read now
     */
    Optional<Understood> load(QueueId id) throws IOException {
        try {
            return understood(directory.file(id));
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** {@return the message, if it exists now; changes nothing} */
    Optional<Understood> look(QueueId id) throws IOException {
        try {
            return directory.read(directory.file(id)) instanceof Understood found
                    ? Optional.of(found)
                    : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private Optional<Understood> understood(Path file) throws IOException {
        return switch (directory.read(file)) {
            case Understood message -> Optional.of(message);
            case QueueFileReading.Finished() -> {
                // An earlier run stopped before it removed this file.
                directory.remove(file);
                yield Optional.empty();
            }
            case QueueFileReading.Damaged(String why) -> {
                setAside(file, why);
                yield Optional.empty();
            }
        };
    }

    /** Moves a file to the folder of damaged files, and logs that. */
    void setAside(Path file, String why) {
        try {
            log.setAside(file, why, corrupt.take(file));
        } catch (IOException failure) {
            log.notSetAside(file, why, failure);
        }
    }

    /** {@return how many files the administrator should look at} */
    int setAside() {
        return corrupt.count();
    }
}
