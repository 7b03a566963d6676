package dmail.smtp.binding.state;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.nio.file.Path;
import java.time.InstantSource;

/** States of bindings of which nothing is remembered yet. */
public final class TestStates {
    private TestStates() {}

    public static BindingStates none() {
        return none(FakeClock.atNoon());
    }

    /** {@return those of a folder in memory, where none can be stored} */
    public static BindingStates none(InstantSource clock) {
        return in(Jimfs.newFileSystem(Configuration.unix()).getPath("/"), clock, new MemoryLog());
    }

    /** {@return those of a folder} */
    public static BindingStates in(Path folder, InstantSource clock, MemoryLog log) {
        return BindingStates.of(new StateFile(folder.resolve("bindings.state")), clock, log);
    }
}
