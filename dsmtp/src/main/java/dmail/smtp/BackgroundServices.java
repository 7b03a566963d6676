package dmail.smtp;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.cli.ExitStatus;
import dmail.common.config.ArchiveSettings;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.io.DiskSpace;
import dmail.common.io.Reason;
import dmail.common.log.Log;
import dmail.common.server.CannotStart;
import dmail.smtp.archive.ArchiveBatch;
import dmail.smtp.queue.DurableQueue;
import dmail.smtp.space.MinFreeSpace;
import dmail.smtp.space.Notices;
import dmail.smtp.space.Space;
import dmail.smtp.space.SpaceGuard;
import dmail.smtp.space.SysadminMail;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What dsmtp does besides moving mail: scheduled tasks, free space, statistics, archive. Made once;
 * reads the current settings each time.
 */
final class BackgroundServices implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
    private static final Executor THREADS = task -> Thread.ofVirtual().name("archive").start(task);

    private final SpaceGuard space;
    private final ScheduledTasks scheduledTasks;
    private final Supplier<Configuration> settings;

    private BackgroundServices(
            Supplier<Configuration> settings,
            FileStore store,
            DurableQueue queue,
            SmtpProgram program,
            Log log) {
        this.settings = settings;
        Notices notices =
                new SysadminMail(queue, this::parties, program.clock(), program.zone(), log);
        Path workPath = settings.get().value(FileSettings.WORK_PATH);
        space =
                new SpaceGuard(
                        () -> MinFreeSpace.of(settings.get()),
                        () -> DiskSpace.at(workPath, store),
                        queue::octetsInDelivery,
                        notices,
                        program.clock(),
                        log);
        scheduledTasks = new ScheduledTasks(log);
        scheduledTasks.every(BETWEEN_LOOKS, "free space", space::look);
        ArchiveBatch batch =
                new ArchiveBatch(this::orders, program.clock(), program.zone(), THREADS, log);
        scheduledTasks.every(BETWEEN_LOOKS, "archive_batch", batch::look);
    }

    /**
     * Starts the scheduled tasks.
     *
     * @param settings supplies the current settings
     * @throws CannotStart when the free space of {@code work_path} can't be read
     */
    static BackgroundServices start(
            Supplier<Configuration> settings, DurableQueue queue, SmtpProgram program, Log log)
            throws CannotStart {
        try {
            FileStore store = Files.getFileStore(settings.get().value(FileSettings.WORK_PATH));
            return new BackgroundServices(settings, store, queue, program, log);
        } catch (IOException e) {
            throw new CannotStart(ExitStatus.CANNOT_CREATE, "no use of work_path: " + Reason.of(e));
        }
    }

    private SysadminMail.Parties parties() {
        Configuration now = settings.get();
        Domain mainDomain = now.values(DomainSettings.HOST_DOMAIN).getFirst();
        return new SysadminMail.Parties(
                now.find(DomainSettings.LOCAL_HOST).orElse(mainDomain),
                now.find(DomainSettings.SYSADMIN)
                        .orElseGet(() -> new EmailAddress("postmaster", mainDomain)));
    }

    private ArchiveBatch.Orders orders() {
        Configuration now = settings.get();
        return new ArchiveBatch.Orders(
                now.find(ArchiveSettings.ARCHIVE_PATH), now.find(ArchiveSettings.ARCHIVE_BATCH));
    }

    /** {@return where copies of messages are kept} */
    Optional<Path> archive() {
        return settings.get().find(ArchiveSettings.ARCHIVE_PATH);
    }

    /** {@return whether there is room for mail} */
    Space space() {
        return space;
    }

    /** {@return the thread that runs tasks at intervals} */
    ScheduledTasks scheduledTasks() {
        return scheduledTasks;
    }

    @Override
    public void close() {
        scheduledTasks.close();
    }
}
