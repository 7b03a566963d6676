package dmail.pop.mbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.mbox.CollectedLedger;
import dmail.pop.maildrop.DurableUpdate;
import dmail.pop.maildrop.Maildrop;
import dmail.pop.maildrop.Maildrops;
import dmail.pop.store.Spool;
import dmail.pop.store.UpdateSteps;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a drop file when an update is interrupted. */
class UpdateCrashTest {
    private static final String ONE = Spool.message("one", "first\n");
    private static final String TWO = Spool.message("two", "second\n");

    @TempDir private Path folder;

    /** Where an update may be interrupted. */
    enum Step {
        SYNC,
        NOTE,
        REPLACE
    }

    /** Carries the steps out up to one, which fails as a full disk or a dying one would. */
    private record FailingAt(Step step, UpdateSteps real) implements UpdateSteps {
        @Override
        public void sync(FileChannel fresh) throws IOException {
            failAt(Step.SYNC);
            real.sync(fresh);
        }

        @Override
        public void note(Path drop, List<String> queueIds) throws IOException {
            failAt(Step.NOTE);
            real.note(drop, queueIds);
        }

        @Override
        public void replace(Path fresh, Path drop) throws IOException {
            failAt(Step.REPLACE);
            real.replace(fresh, drop);
        }

        private void failAt(Step here) throws IOException {
            if (here == step) {
                throw new IOException("no space left on device");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Step.class)
    void aFailureLeavesTheOldFile(Step step) throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        UpdateSteps steps =
                new FailingAt(step, new DurableUpdate(new CollectedLedger(spool.work())));
        Maildrops failing = spool.maildrops(StatusHeaders.ADDED, steps);
        try (Maildrop maildrop = spool.open(failing)) {
            maildrop.delete(1);
            assertThrows(IOException.class, maildrop::update);
        }

        assertEquals(ONE + TWO, spool.dropOctets());
        assertFalse(Files.exists(spool.drop().resolveSibling(".alice.update")));
        assertFalse(Files.exists(spool.drop().resolveSibling("alice.lock")));
        try (Maildrop again = spool.open()) {
            again.delete(1);
            again.update();
        }
        assertEquals(TWO, spool.dropOctets());
    }

    /** Keeps what the disk held when a step began, as a crash at that moment would. */
    private static final class Crashing implements UpdateSteps {
        private final Spool spool;
        private final UpdateSteps real;
        private final List<String> drops = new ArrayList<>();

        Crashing(Spool spool) {
            this.spool = spool;
            this.real = new DurableUpdate(new CollectedLedger(spool.work()));
        }

        @Override
        public void sync(FileChannel fresh) throws IOException {
            drops.add(spool.dropOctets());
            real.sync(fresh);
        }

        @Override
        public void note(Path drop, List<String> queueIds) throws IOException {
            drops.add(spool.dropOctets());
            real.note(drop, queueIds);
        }

        @Override
        public void replace(Path fresh, Path drop) throws IOException {
            drops.add(spool.dropOctets());
            assertEquals(TWO, Files.readString(fresh));
            real.replace(fresh, drop);
            drops.add(spool.dropOctets());
        }
    }

    @Test
    void aCrashLeavesTheOldFileOrTheNew() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Crashing steps = new Crashing(spool);
        try (Maildrop maildrop = spool.open(spool.maildrops(StatusHeaders.LEFT_ALONE, steps))) {
            maildrop.delete(1);
            maildrop.update();
        }

        assertEquals(List.of(ONE + TWO, ONE + TWO, ONE + TWO, TWO), steps.drops);
    }

    @Test
    void whatACrashLeftBehindIsInNobodysWay() throws IOException {
        Spool spool = new Spool(folder).holds(ONE + TWO);
        Path left = spool.drop().resolveSibling(".alice.update");
        Path elsewhere = folder.resolve("elsewhere");
        Files.writeString(elsewhere, "precious");
        Files.createSymbolicLink(left, elsewhere);
        try (Maildrop maildrop = spool.open()) {
            maildrop.delete(1);
            maildrop.update();
        }

        assertEquals(TWO, spool.dropOctets());
        assertEquals("precious", Files.readString(elsewhere));
        assertTrue(Files.notExists(left));
    }
}
