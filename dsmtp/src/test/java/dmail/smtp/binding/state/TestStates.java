package dmail.smtp.binding.state;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dmail.common.testing.FakeClock;
import dmail.common.testing.MemoryLog;
import java.time.InstantSource;

/** States of bindings of which nothing is remembered yet. */
public final class TestStates {
    private TestStates() {}

    public static BindingStates none() {
        return none(FakeClock.atNoon());
    }

    public static BindingStates none(InstantSource clock) {
        return none(clock, new MemoryLog());
    }

    public static BindingStates none(InstantSource clock, MemoryLog log) {
        return BindingStates.of(
                new StateFile(Jimfs.newFileSystem(Configuration.unix()).getPath("/bindings.state")),
                clock,
                log);
    }
}
