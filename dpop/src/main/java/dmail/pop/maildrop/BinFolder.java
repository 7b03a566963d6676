package dmail.pop.maildrop;

import dmail.common.mbox.DropStamp;
import dmail.common.mbox.StoreSize;
import dmail.pop.bin.BinContent;
import dmail.pop.bin.BinCopy;
import dmail.pop.bin.BinFile;
import dmail.pop.bin.BinLabel;
import dmail.pop.bin.BinMessage;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The folder of one user's store: {@code mail}, the data file, and {@code index}, which is only a
 * cache of it. The caller sees to it that nobody else is at it.
 */
final class BinFolder {
    private static final String FRESH = "mail.new";
    private static final String DAMAGED = "mail.damaged";

    private final Path folder;
    private final StoreTools tools;

    BinFolder(Path folder, StoreTools tools) {
        this.folder = folder;
        this.tools = tools;
    }

    /**
     * What a store holds at one moment.
     *
     * @param index its living messages
     * @param doubtful messages that the drop file may hold as well
     * @param end offset in the data file at which to go on
     */
    record View(MailboxIndex index, List<BinMessage> doubtful, long end) {
        static View nothing() {
            return new View(MailboxIndex.empty(), List.of(), BinFile.begin());
        }
    }

    Path folder() {
        return folder;
    }

    /** {@return where the background work writes, which no session is in the way of} */
    Path compacted() {
        return folder.resolve("mail.compact");
    }

    Path data() {
        return folder.resolve(StoreSize.DATA);
    }

    static boolean isThere(Path folder) {
        return StoreSize.isThere(folder);
    }

    private IndexFile indexFile() {
        return new IndexFile(folder.resolve(StoreSize.INDEX), StoreSize.DATA);
    }

    Optional<MailboxIndex> savedIndex() {
        try {
            return indexFile().load();
        } catch (IOException e) {
            tools.log().indexUseless(data(), e);
            return Optional.empty();
        }
    }

    /**
     * {@return what the store holds} Reads the index only, unless something was interrupted; what a
     * crash left in the data file is taken out.
     */
    View view() throws IOException {
        Optional<DropStamp> now = DropStamp.of(data());
        if (now.isEmpty()) {
            return View.nothing();
        }
        if (tools.distrusted().contains(folder)) {
            return rewritten();
        }
        MailboxIndex saved = savedIndex().orElse(MailboxIndex.empty());
        return saved.stamp().equals(now.get())
                ? new View(saved, List.of(), now.get().size())
                : recovered();
    }

    private View recovered() throws IOException {
        BinContent content;
        try (BinFile file = open()) {
            content = file.read();
            if (content.state() == BinContent.State.TORN) {
                file.cut(content.end());
            }
        }
        return switch (content.state()) {
            case WHOLE, TORN -> view(content);
            case RAGGED, DAMAGED -> rewritten();
        };
    }

    private View view(BinContent content) throws IOException {
        MailboxIndex index = index(content.living(), stamp());
        if (content.doubtful().isEmpty()) {
            save(index);
        }
        return new View(index, content.doubtful(), content.end());
    }

    /** A second name for the file as it is, for a person to look into. */
    private Path keepDamaged() throws IOException {
        Path kept = folder.resolve(DAMAGED);
        for (int number = 2; Files.exists(kept, LinkOption.NOFOLLOW_LINKS); number++) {
            kept = folder.resolve(DAMAGED + "." + number);
        }
        Files.createLink(kept, data());
        return kept;
    }

    private View rewritten() throws IOException {
        try (BinFile old = open()) {
            BinContent content = old.read();
            if (content.state() == BinContent.State.DAMAGED) {
                tools.log().storeDamaged(data(), keepDamaged());
            }
            Path fresh = folder.resolve(FRESH);
            write(old, content, fresh, () -> true);
            replaceWith(fresh);
        }
        tools.distrusted().remove(folder);
        try (BinFile file = open()) {
            return view(file.read());
        }
    }

    /**
     * Copies what is worth keeping to a new data file and syncs it.
     *
     * @param goesOn asked before each message
     * @return where the living messages lie now; fewer than there are when it was told to stop
     */
    List<BinMessage> write(BinFile old, BinContent content, Path fresh, BooleanSupplier goesOn)
            throws IOException {
        try (BinFile made = BinFile.make(fresh, tools.disk(), tools.random().nextLong())) {
            List<BinMessage> copied = BinCopy.write(old, content, made, goesOn);
            made.sync();
            return copied;
        }
    }

    /** Puts a new data file in the place of the old one, for good. */
    void replaceWith(Path fresh) throws IOException {
        try {
            tools.disk().rename(fresh, data());
            tools.disk().syncFolder(folder);
        } catch (IOException e) {
            distrust();
            throw e;
        }
    }

    BinFile open() throws IOException {
        return BinFile.open(data(), tools.disk());
    }

    /** Opens the data file, and makes an empty one that survives a crash if there is none. */
    BinFile openOrMake() throws IOException {
        if (!isThere(folder)) {
            makeFolders(folder);
            Path fresh = folder.resolve(FRESH);
            try (BinFile made = BinFile.make(fresh, tools.disk(), tools.random().nextLong())) {
                made.sync();
            }
            replaceWith(fresh);
        }
        return open();
    }

    /** The folder above all stores is there; a level or two below it may be missing. */
    private void makeFolders(Path wanted) throws IOException {
        if (Files.isDirectory(wanted, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path above = wanted.getParent();
        if (above == null) {
            throw new FileSystemException(wanted.toString(), null, "is no place for a store");
        }
        makeFolders(above);
        tools.disk().makeFolder(wanted);
        tools.disk().syncFolder(above);
    }

    /**
     * The disk has failed: it may hold something else than it will show until the next start. All
     * is to be read once more, and written to a new file, before anything is built on it.
     */
    void distrust() {
        tools.distrusted().add(folder);
    }

    DropStamp stamp() throws IOException {
        return DropStamp.of(data()).orElseThrow(() -> new IOException(data() + " is gone"));
    }

    void save(MailboxIndex index) {
        try {
            indexFile().save(index);
        } catch (IOException e) {
            tools.log().indexUseless(data(), e);
        }
    }

    /** {@return whether the whole folder could be moved; not when it would go to another disk} */
    boolean moveTo(Path place) throws IOException {
        Path from = Objects.requireNonNull(folder.getParent());
        Path to = Objects.requireNonNull(place.getParent());
        makeFolders(to);
        try {
            tools.disk().delete(place);
            tools.disk().rename(folder, place);
        } catch (FileSystemException _) {
            return false;
        }
        tools.disk().syncFolder(to);
        tools.disk().syncFolder(from);
        tools.log().storeMoved(folder, place);
        return true;
    }

    void forgetIndex() throws IOException {
        indexFile().forget();
    }

    void discardCompacted() throws IOException {
        tools.disk().delete(compacted());
    }

    /** Removes the store, all of whose mail is elsewhere; returns when that is for good. */
    void remove() throws IOException {
        tools.disk().delete(data());
        tools.disk().syncFolder(folder);
        indexFile().forget();
        tools.disk().delete(folder.resolve(FRESH));
        discardCompacted();
        try {
            tools.disk().delete(folder);
        } catch (DirectoryNotEmptyException _) {
            // It holds a damaged file that was kept for a person to look into.
        }
    }

    static MailboxIndex index(List<BinMessage> living, DropStamp stamp) {
        MailboxIndex.Builder index = new MailboxIndex.Builder();
        living.forEach(message -> index.add(entry(message)));
        return index.build(stamp);
    }

    static MessageEntry entry(BinMessage message) {
        BinLabel label = message.label();
        return new MessageEntry(
                message.start(),
                message.lead(),
                0,
                message.length(),
                label.octets(),
                new Uidl(label.high(), label.low(), label.copy()),
                message.check(),
                MessageEntry.Status.NONE);
    }

    static BinLabel label(MessageEntry entry) {
        Uidl uidl = entry.uidl();
        return new BinLabel(entry.octets(), uidl.high(), uidl.low(), uidl.copy());
    }

    /** {@return the entries of an index, in their order} */
    static List<MessageEntry> entries(MailboxIndex index) {
        List<MessageEntry> entries = new ArrayList<>(index.messages());
        for (int number = 1; number <= index.messages(); number++) {
            entries.add(index.entry(number));
        }
        return entries;
    }
}
