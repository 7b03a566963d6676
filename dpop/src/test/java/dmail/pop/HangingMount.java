package dmail.pop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A file system whose server says nothing: whoever asks for anything in it waits until it is taken
 * away. It is one of FUSE, without a program that answers. Only root can have it.
 */
final class HangingMount implements AutoCloseable {
    private static final int READ_WRITE = 2;
    private static final int FORCE_AND_DETACH = 3;

    private final Path path;
    private final int device;
    private boolean closed;

    private HangingMount(Path path, int device) {
        this.path = path;
        this.device = device;
    }

    /** {@return one in that folder}; the test is left out where there can be none. */
    static HangingMount at(Path path) {
        int device = call("open", text("/dev/fuse"), READ_WRITE);
        assumeTrue(device >= 0, "there is no FUSE here");
        String options = "fd=" + device + ",rootmode=40000,user_id=0,group_id=0";
        int mounted =
                (int)
                        invoke(
                                handle(
                                        "mount",
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.ADDRESS,
                                        ValueLayout.JAVA_LONG,
                                        ValueLayout.ADDRESS),
                                text("silent"),
                                text(path.toString()),
                                text("fuse"),
                                0L,
                                text(options));
        HangingMount mount = new HangingMount(path, device);
        if (mounted != 0) {
            mount.closeDevice();
        }
        assumeTrue(mounted == 0, "only root can mount anything");
        return mount;
    }

    private static MemorySegment text(String text) {
        byte[] octets = (text + "\0").getBytes(StandardCharsets.UTF_8);
        MemorySegment segment = Arena.ofAuto().allocate(octets.length);
        segment.copyFrom(MemorySegment.ofArray(octets));
        return segment;
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
    }

    private static int call(String name, MemorySegment path, int flags) {
        return (int) invoke(handle(name, ValueLayout.ADDRESS, ValueLayout.JAVA_INT), path, flags);
    }

    private static Object invoke(MethodHandle handle, Object... arguments) {
        try {
            return handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void closeDevice() {
        Object _ = invoke(handle("close", ValueLayout.JAVA_INT), device);
    }

    /** Whoever waits in it gets an error. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        closeDevice();
        int gone = call("umount2", text(path.toString()), FORCE_AND_DETACH);
        if (gone != 0) {
            throw new IOException(path + " is still mounted");
        }
    }
}
