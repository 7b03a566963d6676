package dmail.pop.binstore;

import dmail.common.memory.MemoryReservation;
import dmail.pop.maildrop.CheckResult;
import dmail.pop.maildrop.UserStore;
import dmail.pop.mbox.MaildropFiles;
import dmail.pop.mbox.MaildropFiles.Indexing;
import dmail.pop.store.Store;
import dmail.pop.store.StoreTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The store of one user below {@code bin_path}. */
final class BinUserStore implements UserStore {
    private final BinFolder folder;
    private final BinStore messages;
    private final Compactor compactor;
    private final StoreTools tools;
    private final MemoryReservation share;

    BinUserStore(
            BinFolder folder,
            Compactor compactor,
            CompactionThreshold fullness,
            StoreTools tools,
            MemoryReservation share) {
        this.folder = folder;
        this.messages = new BinStore(folder, fullness, tools);
        this.compactor = compactor;
        this.tools = tools;
        this.share = share;
    }

    @Override
    public Indexing bring(MaildropFiles files) throws IOException {
        return new MoveToStore(files, folder, tools).bring();
    }

    @Override
    public Store messages() {
        return messages;
    }

    @Override
    public Optional<String> giveBack(MaildropFiles files) throws IOException {
        return new StoreToMbox(files, folder, tools).giveBack();
    }

    @Override
    public boolean moveTo(Path path) throws IOException {
        return folder.moveTo(path);
    }

    @Override
    public CheckResult check() throws IOException {
        return new BinCheck(folder, share).check();
    }

    @Override
    public void tidy(StoreTools lasting) {
        if (messages.isWasteful()) {
            compactor.submit(folder.folder(), lasting);
        }
    }
}
