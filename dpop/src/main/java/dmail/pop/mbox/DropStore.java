package dmail.pop.mbox;

import dmail.pop.index.MailboxIndex;
import dmail.pop.store.Deletions;
import dmail.pop.store.MaildropLog;
import dmail.pop.store.OpenStore;
import dmail.pop.store.Store;
import dmail.pop.store.StoreTools;
import dmail.pop.store.UpdateResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;

/** A drop file as store; other programs may change it at any time. */
public final class DropStore implements Store {
    private final MaildropFiles files;
    private final StoreTools tools;
    private final StatusHeaders statusHeaders;

    public DropStore(MaildropFiles files, StoreTools tools, StatusHeaders statusHeaders) {
        this.files = files;
        this.tools = tools;
        this.statusHeaders = statusHeaders;
    }

    @Override
    public Path file() {
        return files.drop();
    }

    @Override
    public Optional<MailboxIndex> saved() throws IOException {
        return files.cached();
    }

    @Override
    public Optional<MailboxIndex> present() throws IOException {
        return switch (files.index()) {
            case MaildropFiles.Indexing.Done(MailboxIndex index) -> Optional.of(index);
            case MaildropFiles.Indexing.Locked _ -> Optional.empty();
        };
    }

    @Override
    public OpenStore open() throws IOException {
        return new OpenDrop(tools.work().over(files.open()), files);
    }

    @Override
    public UpdateResult remove(MailboxIndex snapshot, Deletions deletions, BitSet retrieved)
            throws IOException {
        return new Update(files, statusHeaders, tools).remove(snapshot, deletions, retrieved);
    }

    @Override
    public MaildropLog log() {
        return files.log();
    }
}
