package dmail.pop.maildrop;

import dmail.common.io.Disk;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * What all stores work with.
 *
 * @param disk the file system
 * @param random gives each data file its salt
 * @param steps of drop files that change
 * @param room how much the disk must have left for mail to be moved
 * @param log what the administrator may want to know
 * @param distrusted stores whose disk has failed: what it holds must be written anew
 */
record StoreTools(
        Disk disk,
        RandomGenerator random,
        UpdateSteps steps,
        Room room,
        MaildropLog log,
        Set<Path> distrusted) {
    StoreTools(Disk disk, RandomGenerator random, UpdateSteps steps, Room room, MaildropLog log) {
        this(disk, random, steps, room, log, ConcurrentHashMap.newKeySet());
    }
}
