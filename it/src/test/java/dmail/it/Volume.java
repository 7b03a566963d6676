package dmail.it;

import dmail.suite.Ran;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own on a loop device, whose power can be cut. */
final class Volume implements AutoCloseable {
    /** EXT4_IOC_SHUTDOWN with "no log flush": what was not synced is gone, as without power. */
    private static final String CUT =
            "sysopen(my $m, $ARGV[0], 0) or die $!; my $how = pack('L', 2);"
                    + "ioctl($m, 0x8004587D, $how) or die $!;";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Path image;
    private final Path folder;

    private Volume(Path image, Path folder) {
        this.image = image;
        this.folder = folder;
    }

    /** Makes and mounts one; skips the test where that can't be done. */
    static Volume make(Path parent, String type, long size) throws Exception {
        Needs.root();
        Needs.programs("mkfs." + type, "perl");
        Path image = parent.resolve(type + ".img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(size);
        }
        Ran.of(List.of("mkfs." + type, "-q", image.toString())).succeeded();
        Volume volume = new Volume(image, Files.createDirectories(parent.resolve(type)));
        Needs.that(volume.tryMount(), "no loop mounts here");
        return volume;
    }

    /** {@return the folder where it is mounted} */
    Path folder() {
        return folder;
    }

    /** Takes its power away: from now on each call fails, and nothing more reaches the disk. */
    void cut() throws IOException, InterruptedException {
        Ran.of(List.of("perl", "-e", CUT, folder.toString())).succeeded();
    }

    /**
     * Gives the power back: what the disk has is what there is. Skips the test where another mount
     * name space, of a service that was started meanwhile, keeps the old mount: a new one would
     * show the dead file system again.
     */
    void restore() throws IOException, InterruptedException {
        unmount();
        Needs.that(isLetGo(), "another mount name space keeps " + folder);
        mount().succeeded();
    }

    @Override
    public void close() throws IOException {
        umount("-d");
        umount("-l");
        Files.delete(image);
    }

    private void umount(String how) throws IOException {
        Process unmounting = new ProcessBuilder("umount", how, folder.toString()).start();
        var _ =
                unmounting
                        .onExit()
                        .completeOnTimeout(unmounting, TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                        .join();
        unmounting.destroyForcibly();
    }

    /** {@return whether no loop device has the image any more, after some time} */
    private boolean isLetGo() throws IOException, InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (isInUse()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    private boolean isInUse() throws IOException {
        try (DirectoryStream<Path> loops =
                Files.newDirectoryStream(Path.of("/sys/block"), "loop*")) {
            for (Path loop : loops) {
                if (hasImage(loop.resolve("loop/backing_file"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean hasImage(Path backing) {
        try {
            return Files.readString(backing).strip().equals(image.toRealPath().toString());
        } catch (IOException _) {
            // A device that is free has no such file.
            return false;
        }
    }

    private boolean tryMount() throws IOException, InterruptedException {
        return mount().status() == 0;
    }

    private Ran mount() throws IOException, InterruptedException {
        return Ran.of(List.of("mount", "-o", "loop", image.toString(), folder.toString()));
    }

    private void unmount() throws IOException, InterruptedException {
        Ran.of(List.of("umount", folder.toString())).succeeded();
    }
}
