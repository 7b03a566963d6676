package dmail.pop.maildrop;

import dmail.common.dropfile.DropLocks;
import dmail.common.io.FileWork;
import dmail.common.io.Owner;
import dmail.common.io.SystemDisk;
import dmail.common.login.MailStoreLocation;
import dmail.common.login.Mailbox;
import dmail.common.mbox.CollectedLedger;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemorySource;
import dmail.pop.index.IndexCache;
import dmail.pop.index.MailboxIndex;
import dmail.pop.mbox.DropStore;
import dmail.pop.mbox.MaildropFiles;
import dmail.pop.mbox.MaildropFiles.Indexing;
import dmail.pop.mbox.StatusHeaders;
import dmail.pop.store.MaildropLog;
import dmail.pop.store.RequiredSpace;
import dmail.pop.store.SessionLocks;
import dmail.pop.store.Store;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens mailboxes for sessions. */
public final class Maildrops {
    private final SessionLocks sessions;
    private final DropLocks locks;
    private final IndexCache cache;
    private final Settings settings;
    private final StoreKind stores;
    private final StoreTools tools;

    /**
     * Settings of mailboxes.
     *
     * @param workPath where indexes and the ledger of collected mail are kept
     * @param addStatus whether kept mail gets a Status header when the drop file is rewritten
     * @param lockTimeout how long to wait for another program's lock on a drop file
     * @param sessionLockTimeout how long to wait for another session to end
     * @param stores users' own stores
     */
    public record Settings(
            Path workPath,
            StatusHeaders addStatus,
            Duration lockTimeout,
            Duration sessionLockTimeout,
            Stores stores) {}

    /**
     * Settings of users' own stores.
     *
     * @param rule where they are
     * @param requiredSpace the free space that must remain when mail is moved there
     * @param kind what they are
     */
    public record Stores(
            MailStoreLocation.Rule rule, RequiredSpace requiredSpace, StoreKind kind) {}

    /** The result of opening a mailbox. */
    public sealed interface Opening {
        /** Locked for this session until it is closed. */
        record Opened(Maildrop maildrop) implements Opening {}

        /** Locked by another session or program; {@code why} is for the log. */
        record InUse(String why) implements Opening {}
    }

    public Maildrops(
            SessionLocks sessions,
            DropLocks locks,
            Settings settings,
            MaildropLog log,
            MemoryAccount memory) {
        this(
                sessions,
                locks,
                settings,
                new StoreTools(
                        new SystemDisk(),
                        new SecureRandom(),
                        new DurableUpdate(new CollectedLedger(settings.workPath())),
                        settings.stores().requiredSpace(),
                        log,
                        memory));
    }

    public Maildrops(SessionLocks sessions, DropLocks locks, Settings settings, StoreTools tools) {
        this.sessions = sessions;
        this.locks = locks;
        this.cache = new IndexCache(settings.workPath().resolve("index"));
        this.settings = settings;
        this.stores = settings.stores().kind();
        this.tools = tools;
    }

    /**
     * Locks the mailbox and takes the snapshot of its messages.
     *
     * @param memory of the session; the mailbox returns its share when it is closed
     * @throws IOException when the drop file or its lock can't be had; the message says why
     */
    public Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        return open(mailbox, memory, FileWork.HERE);
    }

    /**
     * The same for files that may hang; runs on a thread for such work.
     *
     * @param work how the mailbox's files are read and changed until it is closed
     */
    public Opening open(Mailbox mailbox, MemorySource memory, FileWork work) throws IOException {
        MailStoreLocation mailStore = settings.stores().rule().of(mailbox);
        Optional<Runnable> leave = enter(mailbox.dropFile(), mailStore.store());
        if (leave.isEmpty()) {
            return new Opening.InUse("another session has it open");
        }
        StoreTools own = tools.with(memory, work);
        Entered entered = new Entered(own, own.share(), leave.get());
        boolean opened = false;
        try {
            Opening opening = open(mailbox, mailStore, entered);
            opened = opening instanceof Opening.Opened;
            return opening;
        } finally {
            if (!opened) {
                entered.leave();
            }
        }
    }

    /**
     * A session that is opening a mailbox.
     *
     * @param tools with the session's memory
     * @param share the mailbox's share of it
     * @param locks releases drop file and store
     */
    private record Entered(StoreTools tools, MemoryReservation share, Runnable locks) {
        void leave() {
            share.close();
            locks.run();
        }
    }

    /** {@return what releases drop file and store, or empty when one of them is in use} */
    private Optional<Runnable> enter(Path drop, Optional<Path> store) {
        if (!sessions.tryEnter(drop, settings.sessionLockTimeout())) {
            return Optional.empty();
        }
        if (store.isEmpty()) {
            return Optional.of(() -> sessions.leave(drop));
        }
        Path folder = store.get();
        if (!stores.inUse().tryEnter(folder)) {
            sessions.leave(drop);
            return Optional.empty();
        }
        return Optional.of(() -> {
            stores.inUse().leave(folder);
            sessions.leave(drop);
        });
    }

    /** Checks all of a user's mail, and repairs what can be repaired. */
    public List<CheckResult> check(Mailbox mailbox) {
        List<CheckResult> findings = new ArrayList<>();
        findings.add(checkDrop(mailbox.dropFile(), mailbox.owner()));
        MailStoreLocation mailStore = settings.stores().rule().of(mailbox);
        Stream.concat(mailStore.store().stream(), mailStore.former().stream())
                .filter(stores::isThere)
                .forEach(store -> findings.add(checkStore(store)));
        return findings;
    }

    /** The same for one drop file. */
    public CheckResult checkDrop(Path drop, Owner owner) {
        try (MemoryReservation share = tools.share()) {
            return mailCheck().drop(files(drop, owner, share, tools));
        }
    }

    /** The same for one store. */
    public CheckResult checkStore(Path folder) {
        return mailCheck().store(folder);
    }

    private MailCheck mailCheck() {
        return new MailCheck(sessions, stores, tools);
    }

    /**
     * Moves a store, unless a session has it open.
     *
     * @return whether it was moved
     */
    public boolean moveStore(Path from, Path to) throws IOException {
        if (!stores.inUse().tryEnter(from)) {
            return false;
        }
        try {
            return !stores.isThere(to) && move(from, to);
        } finally {
            stores.inUse().leave(from);
        }
    }

    private boolean move(Path from, Path to) throws IOException {
        try (MemoryReservation share = tools.share()) {
            return stores.at(from, tools, share).moveTo(to);
        }
    }

    private MaildropFiles files(Path drop, Owner owner, MemoryReservation share, StoreTools own) {
        return new MaildropFiles(
                drop,
                owner,
                locks,
                settings.lockTimeout(),
                cache.file(drop, share, own.work()),
                own);
    }

    private Opening open(Mailbox mailbox, MailStoreLocation mailStore, Entered entered)
            throws IOException {
        MaildropFiles files =
                files(mailbox.dropFile(), mailbox.owner(), entered.share(), entered.tools());
        Optional<String> busy = moveFormer(files, mailStore, entered);
        if (busy.isPresent()) {
            return new Opening.InUse(busy.get());
        }
        return mailStore.store().isPresent()
                ? openStore(files, store(mailStore.store().get(), entered), entered)
                : openDrop(files, entered);
    }

    private UserStore store(Path folder, Entered entered) {
        return stores.at(folder, entered.tools(), entered.share());
    }

    /** Moves the user's mail out of any other store than the wanted one. */
    private Optional<String> moveFormer(
            MaildropFiles files, MailStoreLocation mailStore, Entered entered) throws IOException {
        if (mailStore.store().filter(stores::isThere).isPresent()) {
            return Optional.empty();
        }
        for (Path former : mailStore.former()) {
            if (stores.isThere(former)) {
                return moveOrGiveBack(files, former, mailStore.store(), entered);
            }
        }
        return Optional.empty();
    }

    private Optional<String> moveOrGiveBack(
            MaildropFiles files, Path former, Optional<Path> wanted, Entered entered)
            throws IOException {
        if (!stores.inUse().tryEnter(former)) {
            return Optional.of("another session has " + former + " open");
        }
        try {
            UserStore store = store(former, entered);
            return wanted.isPresent() && store.moveTo(wanted.get())
                    ? Optional.empty()
                    : store.giveBack(files);
        } finally {
            stores.inUse().leave(former);
        }
    }

    private Opening openDrop(MaildropFiles files, Entered entered) throws IOException {
        return switch (files.index()) {
            case Indexing.Locked(String why) -> new Opening.InUse(why);
            case Indexing.Done(MailboxIndex index) -> {
                Store store = new DropStore(files, entered.tools(), settings.addStatus());
                yield opened(store, index, entered, entered::leave);
            }
        };
    }

    private Opening openStore(MaildropFiles files, UserStore store, Entered entered)
            throws IOException {
        return switch (store.bring(files)) {
            case Indexing.Locked(String why) -> new Opening.InUse(why);
            case Indexing.Done(MailboxIndex index) ->
                    opened(
                            store.messages(),
                            index,
                            entered,
                            () -> {
                                entered.leave();
                                store.tidy(tools);
                            });
        };
    }

    private static Opening opened(Store store, MailboxIndex index, Entered entered, Runnable leave)
            throws IOException {
        entered.share().take(Maildrop.marks(index.messages()));
        return new Opening.Opened(new Maildrop(store, index, leave, entered.tools().work()));
    }
}
