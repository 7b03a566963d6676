package dmail.pop.store;

import dmail.common.address.Domain;
import dmail.common.dropfile.DropLocks;
import dmail.common.dropfile.LockSettings;
import dmail.common.io.Disk;
import dmail.common.io.FileWork;
import dmail.common.io.Owner;
import dmail.common.io.SystemDisk;
import dmail.common.login.Account;
import dmail.common.login.MailDomain;
import dmail.common.login.MailStoreLocation;
import dmail.common.login.Mailbox;
import dmail.common.mbox.CollectedLedger;
import dmail.common.mbox.DropStamp;
import dmail.common.memory.MemoryAccount;
import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemorySource;
import dmail.common.memory.MemoryUse;
import dmail.common.net.WireWriter;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import dmail.pop.binstore.BinStores;
import dmail.pop.binstore.CompactionThreshold;
import dmail.pop.binstore.Compactor;
import dmail.pop.index.IndexCache;
import dmail.pop.index.IndexFile;
import dmail.pop.index.MailboxIndex;
import dmail.pop.maildrop.DurableUpdate;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrop.Reading;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.maildrop.Maildrops.Opening;
import dmail.pop.maildrop.Maildrops.Settings;
import dmail.pop.maildrop.Maildrops.Stores;
import dmail.pop.mbox.Indexer;
import dmail.pop.mbox.StatusHeaders;
import dmail.pop.session.Counters;
import dmail.pop.session.PopLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** A small mail spool on a real disk: one user, alice, with her drop file. */
public final class Spool {
    public static final String FROM = "From bob@b.example Sat Nov 21 12:00:00 2026\n";

    private static final long ENOUGH = 64L << 20;

    private final Path folder;
    private final Path dropPath;
    private final Path drop;
    private final MemoryLog log = new MemoryLog();
    private final SessionLocks sessions = new SessionLocks();
    private final DropLocks locks;
    private final Compactor compactor = new Compactor();
    private final MemoryAccount memory;
    private Duration sessionLockTimeout = Duration.ZERO;

    public Spool(Path folder) throws IOException {
        this(folder, new MemoryAccount(ENOUGH));
    }

    public Spool(Path folder, MemoryAccount memory) throws IOException {
        this.memory = memory;
        this.folder = folder;
        this.dropPath = Files.createDirectories(folder.resolve("in"));
        this.drop = dropPath.resolve("alice");
        Files.createDirectories(work());
        this.locks = new DropLocks(() -> new LockSettings(true, "here"), log, FakeClock.atNoon());
    }

    public Path drop() {
        return drop;
    }

    public Path work() {
        return folder.resolve("work");
    }

    public MemoryLog log() {
        return log;
    }

    public DropLocks locks() {
        return locks;
    }

    public SessionLocks sessions() {
        return sessions;
    }

    public Mailbox alice() {
        Domain domain = Domain.parse("test.example").orElseThrow();
        Account account = new Account("alice", new MailDomain.Main(domain, dropPath));
        return new Mailbox(account, "alice", drop, Owner.SERVER, Map.of());
    }

    /** Puts exactly these octets in the drop file, one a char. */
    public Spool holds(String octets) throws IOException {
        Files.write(drop, octets.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    public Spool append(String octets) throws IOException {
        Files.write(
                drop,
                octets.getBytes(StandardCharsets.ISO_8859_1),
                StandardOpenOption.APPEND,
                StandardOpenOption.CREATE);
        return this;
    }

    /** {@return a message of an mbox file with this subject and body} */
    public static String message(String subject, String body) {
        return FROM + "Subject: " + subject + "\n\n" + body + "\n";
    }

    public String dropOctets() throws IOException {
        return Files.readString(drop, StandardCharsets.ISO_8859_1);
    }

    public Maildrops maildrops() {
        return maildrops(StatusHeaders.LEFT_ALONE);
    }

    public Maildrops maildrops(StatusHeaders statusHeaders) {
        return maildrops(statusHeaders, new DurableUpdate(new CollectedLedger(work())));
    }

    public Maildrops maildrops(StatusHeaders statusHeaders, UpdateSteps steps) {
        return maildrops(statusHeaders, noStores(), steps, new SystemDisk());
    }

    /** {@return mailboxes whose mail lies in stores of their own, or goes back from there} */
    public Maildrops stores(MailStoreLocation.Rule rule) {
        return stores(rule, CompactionThreshold.HALF);
    }

    public Maildrops stores(MailStoreLocation.Rule rule, CompactionThreshold fullness) {
        return maildrops(
                StatusHeaders.LEFT_ALONE,
                stores(rule, RequiredSpace.ANY, fullness),
                new DurableUpdate(new CollectedLedger(work())),
                new SystemDisk());
    }

    public Maildrops maildrops(
            StatusHeaders statusHeaders, Stores stores, UpdateSteps steps, Disk disk) {
        Settings settings =
                new Settings(work(), statusHeaders, Duration.ZERO, sessionLockTimeout, stores);
        return new Maildrops(sessions, locks, settings, tools(stores, steps, disk));
    }

    /** {@return how stores of that rule are treated} */
    public Stores stores(
            MailStoreLocation.Rule rule,
            RequiredSpace requiredSpace,
            CompactionThreshold fullness) {
        return new Stores(rule, requiredSpace, new BinStores(compactor, fullness));
    }

    /** {@return that nobody has a store} */
    public Stores noStores() {
        return stores(
                _ -> MailStoreLocation.DROP_FILE, RequiredSpace.ANY, CompactionThreshold.HALF);
    }

    public StoreTools tools(Stores stores, UpdateSteps steps, Disk disk) {
        PopLog popLog = new PopLog(log, new Counters());
        return new StoreTools(disk, new Random(1), steps, stores.requiredSpace(), popLog, memory);
    }

    public StoreTools tools() {
        return tools(noStores(), steps(), new SystemDisk());
    }

    public UpdateSteps steps() {
        return new DurableUpdate(new CollectedLedger(work()));
    }

    /** {@return where the store of alice is} */
    public Path store() {
        return folder.resolve("bin").resolve("alice.bin");
    }

    public MailStoreLocation.Rule inStore() throws IOException {
        Files.createDirectories(folder.resolve("bin"));
        return _ -> new MailStoreLocation(Optional.of(store()), List.of());
    }

    /** {@return the rule of a server whose bin_path was taken out} */
    public MailStoreLocation.Rule inDropAgain() {
        return _ -> new MailStoreLocation(Optional.empty(), List.of(store()));
    }

    /** Has logins wait for a session that is about to end. */
    Spool withLongTimeout() {
        sessionLockTimeout = Duration.ofSeconds(30);
        return this;
    }

    public Compactor compactor() {
        return compactor;
    }

    public MemoryAccount memory() {
        return memory;
    }

    /** {@return the index file of the drop file} */
    public IndexFile index() {
        return new IndexCache(work().resolve("index")).file(drop, share(), FileWork.HERE);
    }

    public MemoryReservation share() {
        return new MemoryReservation(memory, MemoryUse.MAILBOXES);
    }

    /** {@return the index of the drop file, of which nothing is known before} */
    public MailboxIndex indexedAnew() throws IOException {
        DropStamp now = DropStamp.of(drop).orElseThrow();
        try (FileChannel channel = FileChannel.open(drop)) {
            return new Indexer(index(), memory, new Random(1))
                    .index(channel, now, MailboxIndex.empty(share()), () -> {});
        }
    }

    public Maildrop open() throws IOException {
        return open(maildrops());
    }

    public Maildrop open(Maildrops maildrops) throws IOException {
        return open(maildrops, memory);
    }

    public Maildrop open(Maildrops maildrops, MemorySource session) throws IOException {
        if (maildrops.open(alice(), session) instanceof Opening.Opened(Maildrop maildrop)) {
            return maildrop;
        }
        throw new AssertionError("the mailbox is in use");
    }

    /** {@return the message as a client gets it, without the dot that ends it} */
    public static String retr(Maildrop maildrop, int number) throws IOException {
        if (maildrop.read(number) instanceof Reading.Ready(StoredMessage message)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            WireWriter writer = new WireWriter(out);
            message.writeTo(writer);
            writer.flush();
            return out.toString(StandardCharsets.ISO_8859_1);
        }
        throw new AssertionError("message " + number + " can't be read");
    }

    public static List<String> uidls(Maildrop maildrop) throws IOException {
        List<String> uidls = new ArrayList<>();
        for (int number = 1; number <= maildrop.size(); number++) {
            uidls.add(uidl(maildrop, number));
        }
        return uidls;
    }

    public static String uidl(Maildrop maildrop, int number) throws IOException {
        byte[] text = new byte[Maildrop.LONGEST_UIDL];
        return new String(text, 0, maildrop.putUidl(number, text, 0), StandardCharsets.US_ASCII);
    }

    /** {@return unique ids as a session sees them that opens the mailbox now} */
    public List<String> uidls() throws IOException {
        try (Maildrop maildrop = open()) {
            return uidls(maildrop);
        }
    }

    /** {@return the index file} */
    public Path indexFile() throws IOException {
        try (Stream<Path> files = Files.walk(work().resolve("index"))) {
            return files.filter(file -> file.toString().endsWith(".idx"))
                    .findAny()
                    .orElseThrow(() -> new NoSuchFileException("no index"));
        }
    }
}
