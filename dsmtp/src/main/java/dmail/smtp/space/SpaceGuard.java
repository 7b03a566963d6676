package dmail.smtp.space;

import dmail.common.io.DiskSpace;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.smtp.space.MinFreeSpace.Level;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Measures the free space at intervals and before messages. Mail that is being received or
 * delivered counts as if it were on the disk already, and once more for its delivery. While there
 * is plenty, a measurement is valid for a second, or for as long as the space could not be filled.
 * While there is too little, each check measures anew, so that mail is accepted as soon as space is
 * freed.
 */
public final class SpaceGuard implements Space {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    /** Half of the largest long, so that sums don't overflow. */
    private static final long UNKNOWN = Long.MAX_VALUE / 2;

    /** One as it is received, and one in a drop file. */
    private static final int COPIES = 2;

    /**
     * The free space may change around the minimum; the administrator gets one notice in this time.
     */
    private static final Duration QUIET = Duration.ofHours(6);

    /** Measures the free space; while that fails nothing is refused. */
    @FunctionalInterface
    public interface Gauge {
        DiskSpace free() throws IOException;
    }

    private final Supplier<MinFreeSpace> floor;
    private final Gauge gauge;
    private final LongSupplier octetsInDelivery;
    private final Notices notices;
    private final InstantSource clock;
    private final Log log;
    private volatile Level level = Level.AMPLE;
    private volatile long free = UNKNOWN;
    private final AtomicLong reserved = new AtomicLong();
    private volatile long lastLook = System.nanoTime() - FRESH;
    private Instant quietUntil = Instant.MIN;

    /**
     * @param floor the current minimum
     * @param octetsInDelivery octets of accepted messages in delivery
     */
    public SpaceGuard(
            Supplier<MinFreeSpace> floor,
            Gauge gauge,
            LongSupplier octetsInDelivery,
            Notices notices,
            InstantSource clock,
            Log log) {
        this.floor = floor;
        this.gauge = gauge;
        this.octetsInDelivery = octetsInDelivery;
        this.notices = notices;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public boolean isShort() {
        return isShort(0);
    }

    @Override
    public boolean isShort(long octets) {
        // An octet a nanosecond: no disk is filled faster.
        long holds = Math.clamp(margin(octets), 0, FRESH);
        if (level != Level.AMPLE || System.nanoTime() - lastLook >= holds) {
            look();
        }
        return level == Level.SHORT || margin(octets) < 0;
    }

    /** {@return octets above the minimum, less all that is expected} */
    private long margin(long more) {
        return free
                - floor.get().least()
                - COPIES * (reserved.get() + more)
                - octetsInDelivery.getAsLong();
    }

    @Override
    public boolean reserve(long octets) {
        reserved.addAndGet(octets);
        boolean refused = isShort();
        if (refused) {
            release(octets);
        }
        return !refused;
    }

    @Override
    public void release(long octets) {
        reserved.addAndGet(-octets);
    }

    /** Measures now. */
    public void look() {
        try {
            DiskSpace space = gauge.free();
            free = space.octets();
            become(floor.get().level(space), space);
        } catch (IOException unknown) {
            free = UNKNOWN;
            log.warning(LogLine.of("cannot read free space").with("reason", unknown));
        }
        lastLook = System.nanoTime();
    }

    private synchronized void become(Level next, DiskSpace space) {
        if (next == level) {
            return;
        }
        boolean worse = next.compareTo(level) > 0;
        level = next;
        LogLine line = line(next).with("octets", space.octets()).with("files", files(space));
        if (!worse) {
            log.info(line);
            return;
        }
        log.error(line);
        if (!clock.instant().isBefore(quietUntil)) {
            quietUntil = clock.instant().plus(QUIET);
            notices.send("Little disk space is left for mail", text(space));
        }
    }

    private static LogLine line(Level level) {
        return LogLine.of(
                switch (level) {
                    case AMPLE -> "space sufficient";
                    case LOW -> "space low";
                    case SHORT -> "space exhausted";
                });
    }

    private static Object files(DiskSpace space) {
        return space.files() == DiskSpace.UNCOUNTED ? "uncounted" : space.files();
    }

    private String text(DiskSpace space) {
        MinFreeSpace now = floor.get();
        return """
        The file system of work_path is nearly full.

          free now:             %d MB, room for %s files
          to be left:           %d MB (min_space), room for %d files (min_inodes)
          mail is refused (452) below nine tenths of that

        Mail that was accepted is safe, and mail that is refused now comes again later.
        Please make room; mail is taken again as soon as there is some, without a restart.
        Should space be low again within the next six hours, only the log will say so.
        """
                .formatted(space.octets() >> 20, files(space), now.octets() >> 20, now.files());
    }
}
