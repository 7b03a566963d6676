package dmail.smtp.archive;

import dmail.common.authent.CommandLine;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.delivery.program.ScheduledCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs the administrator's program for the folders of past days: when a day is over, and at the
 * start for those that are left. A folder that the program leaves where it is comes up again the
 * next day.
 */
public final class ArchiveBatch {
    private static final Duration TIMEOUT = Duration.ofHours(6);

    private final Supplier<Orders> orders;
    private final InstantSource clock;
    private final ZoneId zone;
    private final Executor threads;
    private final Log log;

    /** The last day for which folders were looked for. */
    private LocalDate seen = LocalDate.MIN;

    /**
     * The archive's settings.
     *
     * @param root where copies are kept
     * @param command the program that moves them away
     */
    public record Orders(Optional<Path> root, Optional<String> command) {}

    /**
     * @param threads runs the program
     */
    public ArchiveBatch(
            Supplier<Orders> orders, InstantSource clock, ZoneId zone, Executor threads, Log log) {
        this.orders = orders;
        this.clock = clock;
        this.zone = zone;
        this.threads = threads;
        this.log = log;
    }

    /** Runs the program if a new day has begun; called at intervals by one thread. */
    public void look() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
        Orders now = orders.get();
        if (today.equals(seen) || now.root().isEmpty() || now.command().isEmpty()) {
            return;
        }
        seen = today;
        Archive archive = new Archive(now.root().get(), zone);
        threads.execute(() -> runAll(archive, now.command().get(), today));
    }

    private void runAll(Archive archive, String command, LocalDate today) {
        try {
            for (Path folder : archive.before(today)) {
                run(command, folder);
            }
        } catch (IOException e) {
            log.error(
                    LogLine.of("cannot read archive")
                            .with("folder", archive.root())
                            .with("reason", e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String command, Path folder) throws InterruptedException {
        List<String> words = new ArrayList<>(CommandLine.split(command).orElse(List.of(command)));
        words.add(folder.toString());
        try {
            note(ScheduledCommand.run(words, TIMEOUT), folder);
        } catch (IOException e) {
            log.error(
                    LogLine.of("cannot run archive_batch")
                            .with("folder", folder)
                            .with("reason", e));
        }
    }

    private void note(ScheduledCommand.Ending ending, Path folder) {
        LogLine line = LogLine.of("archive_batch").with("folder", folder);
        switch (ending) {
            case ScheduledCommand.Ending.Ended(int code, String output) -> {
                if (code == 0) {
                    log.info(line.with("code", code));
                } else {
                    log.error(line.with("code", code).with("said", output));
                }
            }
            case ScheduledCommand.Ending.TooLong() ->
                    log.error(line.with("reason", "has not ended in 6 h"));
        }
    }
}
