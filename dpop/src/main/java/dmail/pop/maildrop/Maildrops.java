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
import dmail.pop.binstore.BinFolder;
import dmail.pop.binstore.BinStore;
import dmail.pop.binstore.CompactionThreshold;
import dmail.pop.binstore.Compactor;
import dmail.pop.binstore.MoveToStore;
import dmail.pop.binstore.StoreToMbox;
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
    private final Compactor compactor;
    private final StoreTools tools;

    /**
     * How mailboxes are treated.
     *
     * @param workPath where indexes and the ledger of collected mail are kept
     * @param addStatus whether kept mail gets a Status header when the drop file is rewritten
     * @param lockPatience how long to wait for another program's lock on a drop file
     * @param sessionPatience how long to wait for another session to end
     * @param stores whose mail lies in a store of their own
     */
    public record Settings(
            Path workPath,
            StatusHeaders addStatus,
            Duration lockPatience,
            Duration sessionPatience,
            Stores stores) {}

    /**
     * How users' own stores are treated.
     *
     * @param rule where they are
     * @param room how much the disk must have left for mail to be moved there
     * @param fullness when they are made smaller
     */
    public record Stores(
            MailStoreLocation.Rule rule, RequiredSpace room, CompactionThreshold fullness) {
        /** Nobody has one. */
        public static final Stores NONE =
                new Stores(
                        _ -> MailStoreLocation.DROP_FILE,
                        RequiredSpace.ANY,
                        CompactionThreshold.HALF);
    }

    /** What came of opening a mailbox. */
    public sealed interface Opening {
        /** It is this session's until it is closed. */
        record Opened(Maildrop maildrop) implements Opening {}

        /** Another session or program has it; {@code why} is for the log. */
        record InUse(String why) implements Opening {}
    }

    public Maildrops(
            SessionLocks sessions,
            DropLocks locks,
            Settings settings,
            Compactor compactor,
            MaildropLog log,
            MemoryAccount memory) {
        this(
                sessions,
                locks,
                settings,
                compactor,
                new StoreTools(
                        new SystemDisk(),
                        new SecureRandom(),
                        new DurableUpdate(new CollectedLedger(settings.workPath())),
                        settings.stores().room(),
                        log,
                        memory));
    }

    public Maildrops(
            SessionLocks sessions,
            DropLocks locks,
            Settings settings,
            Compactor compactor,
            StoreTools tools) {
        this.sessions = sessions;
        this.locks = locks;
        this.cache = new IndexCache(settings.workPath().resolve("index"));
        this.settings = settings;
        this.compactor = compactor;
        this.tools = tools;
    }

    /**
     * Takes the session lock and the snapshot of the messages.
     *
     * @param memory of the session; what the mailbox takes of it goes back when it is closed
     * @throws IOException when the drop file or its lock can't be had; the message says why
     */
    public Opening open(Mailbox mailbox, MemorySource memory) throws IOException {
        return open(mailbox, memory, FileWork.HERE);
    }

    /**
     * The same for files that may hang; called as such work itself.
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
     * What a session has that is about to open a mailbox.
     *
     * @param tools with the session's memory
     * @param share what the mailbox takes of it
     * @param locks gives up drop file and store
     */
    private record Entered(StoreTools tools, MemoryReservation share, Runnable locks) {
        void leave() {
            share.close();
            locks.run();
        }
    }

    /** {@return what leaves drop file and store again, or empty when one of them was taken} */
    private Optional<Runnable> enter(Path drop, Optional<Path> store) {
        if (!sessions.tryEnter(drop, settings.sessionPatience())) {
            return Optional.empty();
        }
        if (store.isEmpty()) {
            return Optional.of(() -> sessions.leave(drop));
        }
        Path folder = store.get();
        if (!compactor.stores().tryEnter(folder)) {
            sessions.leave(drop);
            return Optional.empty();
        }
        return Optional.of(() -> {
            compactor.stores().leave(folder);
            sessions.leave(drop);
        });
    }

    /** Reads all of a user's mail, and puts right what can be put right. */
    public List<CheckResult> check(Mailbox mailbox) {
        List<CheckResult> findings = new ArrayList<>();
        findings.add(checkDrop(mailbox.dropFile(), mailbox.owner()));
        MailStoreLocation mailStore = settings.stores().rule().of(mailbox);
        Stream.concat(mailStore.store().stream(), mailStore.former().stream())
                .filter(BinFolder::isThere)
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
        return new MailCheck(sessions, compactor.stores(), tools);
    }

    /**
     * Moves a store to another place, unless a session has it open.
     *
     * @return whether it is there now
     */
    public boolean moveStore(Path from, Path to) throws IOException {
        if (!compactor.stores().tryEnter(from)) {
            return false;
        }
        try {
            return !BinFolder.isThere(to) && move(from, to);
        } finally {
            compactor.stores().leave(from);
        }
    }

    private boolean move(Path from, Path to) throws IOException {
        try (MemoryReservation share = tools.share()) {
            return new BinFolder(from, tools, share).moveTo(to);
        }
    }

    private MaildropFiles files(Path drop, Owner owner, MemoryReservation share, StoreTools own) {
        return new MaildropFiles(
                drop,
                owner,
                locks,
                settings.lockPatience(),
                cache.file(drop, share, own.work()),
                own);
    }

    private Opening open(Mailbox mailbox, MailStoreLocation mailStore, Entered entered)
            throws IOException {
        MaildropFiles files =
                files(mailbox.dropFile(), mailbox.owner(), entered.share(), entered.tools());
        Optional<String> busy = settle(files, mailStore, entered);
        if (busy.isPresent()) {
            return new Opening.InUse(busy.get());
        }
        return mailStore.store().isPresent()
                ? openStore(files, folder(mailStore.store().get(), entered), entered)
                : openDrop(files, entered);
    }

    private static BinFolder folder(Path path, Entered entered) {
        return new BinFolder(path, entered.tools(), entered.share());
    }

    /** Sees to it that the user has no store but the one that is wanted. */
    private Optional<String> settle(
            MaildropFiles files, MailStoreLocation mailStore, Entered entered) throws IOException {
        if (mailStore.store().filter(BinFolder::isThere).isPresent()) {
            return Optional.empty();
        }
        for (Path former : mailStore.former()) {
            if (BinFolder.isThere(former)) {
                return settle(files, former, mailStore.store(), entered);
            }
        }
        return Optional.empty();
    }

    private Optional<String> settle(
            MaildropFiles files, Path former, Optional<Path> wanted, Entered entered)
            throws IOException {
        if (!compactor.stores().tryEnter(former)) {
            return Optional.of("another session has " + former + " open");
        }
        try {
            BinFolder folder = folder(former, entered);
            return wanted.isPresent() && folder.moveTo(wanted.get())
                    ? Optional.empty()
                    : new StoreToMbox(files, folder, entered.tools()).giveBack();
        } finally {
            compactor.stores().leave(former);
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

    private Opening openStore(MaildropFiles files, BinFolder folder, Entered entered)
            throws IOException {
        return switch (new MoveToStore(files, folder, entered.tools()).bring()) {
            case Indexing.Locked(String why) -> new Opening.InUse(why);
            case Indexing.Done(MailboxIndex index) -> {
                BinStore store =
                        new BinStore(folder, settings.stores().fullness(), entered.tools());
                yield opened(store, index, entered, () -> leaveAndTidy(store, folder, entered));
            }
        };
    }

    /** What is tidied after the session is no longer the session's. */
    private void leaveAndTidy(BinStore store, BinFolder folder, Entered entered) {
        entered.leave();
        if (store.isWasteful()) {
            compactor.submit(folder.folder(), tools);
        }
    }

    private static Opening opened(Store store, MailboxIndex index, Entered entered, Runnable leave)
            throws IOException {
        entered.share().take(Maildrop.marks(index.messages()));
        return new Opening.Opened(new Maildrop(store, index, leave, entered.tools().work()));
    }
}
