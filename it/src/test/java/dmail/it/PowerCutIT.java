package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.suite.Ledger;
import dmail.suite.Site;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The power of the disk is cut under load: unlike kill -9, this shows a sync that is missing. By
 * hand also with -Ddmail.power.types=ext4,xfs, and with more rounds and senders.
 */
class PowerCutIT {
    private static final int ROUNDS = Proof.rounds("dmail.power.rounds", 10);
    private static final int SENDERS = Integer.getInteger("dmail.power.senders", 4);

    /**
     * So many rounds, and the mailboxes that nobody collects are emptied, lest the disk be full.
     */
    private static final int HARVEST = 10;

    private static final long SIZE = 600L * 1024 * 1024;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs"})
    void nothingAcceptedIsLost(String type) throws Exception {
        Needs.that(types().contains(type), type + " is not in dmail.power.types");
        RandomGenerator chance = Proof.chance();
        Ledger ledger = new Ledger();
        try (Volume volume = Volume.make(folder, type, SIZE)) {
            Site site = Traffic.users(Site.on(volume.folder(), folder)).write();
            for (int round = 0; round < ROUNDS; round++) {
                cutUnderLoad(site, volume, ledger, "cut" + round, chance);
                if (round % HARVEST == HARVEST - 1) {
                    Traffic.harvest(site, ledger);
                }
            }
            Traffic.close(site, ledger);
        }
        Ledger.Balance balance = ledger.balance();
        Proof.say(
                "%s: %d messages, %d copies accepted in %d power cuts, %d came out twice"
                        .formatted(
                                type,
                                ledger.messages(),
                                balance.accepted(),
                                ROUNDS,
                                balance.repeated().size()));
        assertEquals(Set.of(), balance.lost());
        assertEquals(List.of(), balance.corrupt());
        assertEquals(Set.of(), balance.unknown());
        assertTrue(balance.repeated().size() * 500 <= balance.accepted(), balance::toString);
    }

    private static void cutUnderLoad(
            Site site, Volume volume, Ledger ledger, String round, RandomGenerator chance)
            throws Exception {
        try (Mortal dsmtp = new Mortal(site, "dsmtp", "smtp");
                Mortal dpop = new Mortal(site, "dpop", "pop");
                Traffic traffic = new Traffic(site, ledger)) {
            dsmtp.address();
            dpop.address();
            traffic.send(dsmtp, round, SENDERS, chance);
            traffic.collect(dpop, chance);
            traffic.end().comesWithin(Duration.ofMillis(500 + chance.nextInt(1_500)));
            traffic.end().comes();
            volume.cut();
            dsmtp.life().kill();
            dpop.life().kill();
            dsmtp.end();
            dpop.end();
            traffic.await();
            volume.restore();
            aMinutePasses(volume.folder().resolve("mail"));
            try (Mortal again = new Mortal(site, "dsmtp", "smtp")) {
                traffic.settle(again, round);
                assertEquals(0, again.life().stop());
            }
        }
    }

    /** Machines take that long to come up again; a lock file that lost its content is old then. */
    private static void aMinutePasses(Path mail) throws IOException {
        FileTime before = FileTime.from(Instant.now().minusSeconds(61));
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(mail, "*.lock")) {
            for (Path lock : locks) {
                Files.setLastModifiedTime(lock, before);
            }
        }
    }

    private static List<String> types() {
        return List.of(System.getProperty("dmail.power.types", "ext4").split(",", -1));
    }
}
