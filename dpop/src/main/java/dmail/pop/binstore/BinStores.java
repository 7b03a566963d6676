package dmail.pop.binstore;

import dmail.common.memory.MemoryReservation;
import dmail.pop.maildrop.StoreKind;
import dmail.pop.maildrop.UserStore;
import dmail.pop.store.SessionLocks;
import dmail.pop.store.StoreTools;
import java.nio.file.Path;

/** The stores below {@code bin_path}. */
public final class BinStores implements StoreKind {
    private final Compactor compactor;
    private final CompactionThreshold fullness;

    /**
     * @param compactor makes stores smaller, whatever the settings
     * @param fullness when it does so
     */
    public BinStores(Compactor compactor, CompactionThreshold fullness) {
        this.compactor = compactor;
        this.fullness = fullness;
    }

    @Override
    public SessionLocks inUse() {
        return compactor.stores();
    }

    @Override
    public boolean isThere(Path folder) {
        return BinFolder.isThere(folder);
    }

    @Override
    public UserStore at(Path folder, StoreTools tools, MemoryReservation share) {
        return new BinUserStore(
                new BinFolder(folder, tools, share), compactor, fullness, tools, share);
    }
}
