package dmail.smtp.control;

import dmail.common.admin.Json;
import dmail.common.admin.StreamedReply.ReplyWriter;
import dmail.common.cli.ExitStatus;
import dmail.smtp.queue.view.QueueContents;
import dmail.smtp.queue.view.QueueListing;
import dmail.smtp.queue.view.QueueViewer;
import java.io.IOException;
import java.time.Instant;

/** The reply that lists messages, a message at a time. */
sealed interface QueueList extends QueueViewer {
    /** {@return an empty list in the form that is wanted} */
    static QueueList on(ReplyWriter writer, Instant now, QueueWords words) {
        return switch (writer.form()) {
            case TEXT -> new ForPeople(writer, now, words);
            case JSON -> new ForPrograms(writer);
        };
    }

    ReplyWriter writer();

    @Override
    default void keepAlive() throws IOException {
        writer().keepAlive();
    }

    /** Writes what follows the messages. */
    ExitStatus end(QueueContents contents) throws IOException;

    /** Ends as postqueue(1) does, which monitors read. */
    record ForPeople(ReplyWriter writer, Instant now, QueueWords words) implements QueueList {
        @Override
        public void found(QueueListing listing) throws IOException {
            writer.write(QueueText.entry(listing, now, words) + "\n");
        }

        @Override
        public ExitStatus end(QueueContents contents) throws IOException {
            if (contents.shown() < contents.found()) {
                writer.write(
                        "the oldest "
                                + contents.shown()
                                + " are shown; a pattern narrows the list\n");
            }
            writer.write(QueueText.onDiskAlone(contents.onDiskAlone()));
            boolean empty = contents.queued() == 0 && contents.onDiskAlone() == 0;
            writer.write(empty ? "Mail queue is empty\n" : total(contents));
            return ExitStatus.OK;
        }

        private static String total(QueueContents contents) {
            return "-- %d Kbytes in %d Request%s.%n"
                    .formatted(
                            (contents.octets() + 1023) / 1024,
                            contents.found(),
                            contents.found() == 1 ? "" : "s");
        }
    }

    /** One JSON object; the totals follow the messages. */
    final class ForPrograms implements QueueList {
        private final ReplyWriter writer;
        private String before = "{\"messages\":[";

        ForPrograms(ReplyWriter writer) {
            this.writer = writer;
        }

        @Override
        public ReplyWriter writer() {
            return writer;
        }

        @Override
        public void found(QueueListing listing) throws IOException {
            writer.write(before + Json.of(QueueText.fields(listing)));
            before = ",";
        }

        @Override
        public ExitStatus end(QueueContents contents) throws IOException {
            writer.write(contents.shown() == 0 ? before : "");
            writer.write(
                    "],\"shown\":%d,\"found\":%d,\"octets\":%d,\"on_disk_alone\":%d}%n"
                            .formatted(
                                    contents.shown(),
                                    contents.found(),
                                    contents.octets(),
                                    contents.onDiskAlone()));
            return ExitStatus.OK;
        }
    }
}
