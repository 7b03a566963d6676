package dmail.pop.maildrop;

import dmail.common.io.DurableFiles;
import dmail.common.mbox.CollectedLedger;
import dmail.pop.store.UpdateSteps;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/** The steps on a real disk. */
public record DurableUpdate(CollectedLedger ledger) implements UpdateSteps {
    @Override
    public void sync(FileChannel fresh) throws IOException {
        fresh.force(true);
    }

    @Override
    public void note(Path drop, List<String> queueIds) throws IOException {
        ledger.append(drop, queueIds);
    }

    @Override
    public void replace(Path fresh, Path drop) throws IOException {
        DurableFiles.moveIntoPlace(fresh, drop);
    }
}
