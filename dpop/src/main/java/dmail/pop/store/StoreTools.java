package dmail.pop.store;

import dmail.common.io.Disk;
import dmail.common.io.FileWork;
import dmail.common.memory.MemoryReservation;
import dmail.common.memory.MemorySource;
import dmail.common.memory.MemoryUse;
import dmail.pop.index.DigestKeys;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * What all stores work with.
 *
 * @param disk the file system
 * @param random draws the salt of data files
 * @param steps of drop files that change
 * @param requiredSpace the free space that must remain when mail is moved
 * @param log for the administrator
 * @param memory where open mailboxes take memory from
 * @param work how files are read after the mailbox was opened and before it is closed
 * @param distrusted stores whose disk has failed: their content must be written anew
 */
public record StoreTools(
        Disk disk,
        RandomGenerator random,
        UpdateSteps steps,
        RequiredSpace requiredSpace,
        MaildropLog log,
        MemorySource memory,
        FileWork work,
        Set<Path> distrusted) {
    public StoreTools(
            Disk disk,
            RandomGenerator random,
            UpdateSteps steps,
            RequiredSpace requiredSpace,
            MaildropLog log,
            MemorySource memory) {
        this(
                disk,
                random,
                steps,
                requiredSpace,
                log,
                memory,
                FileWork.HERE,
                ConcurrentHashMap.newKeySet());
    }

    /** {@return the same for a session, which takes memory from its own} */
    public StoreTools with(MemorySource session, FileWork fileWork) {
        return new StoreTools(
                disk, random, steps, requiredSpace, log, session, fileWork, distrusted);
    }

    /** {@return a share of the account for a mailbox, or for a piece of work on one} */
    public MemoryReservation share() {
        return new MemoryReservation(memory, MemoryUse.MAILBOXES);
    }

    /** {@return what digests are mixed with in a piece of work} */
    public DigestKeys.Secret secret() {
        return DigestKeys.Secret.of(random);
    }
}
