package dmail.common.system;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.OptionalInt;

/** The user that this process runs as. */
public final class EffectiveUser {
    private EffectiveUser() {}

    /** {@return the user id; empty where the system has none} */
    public static OptionalInt uid() {
        if (Platform.isWindows()) {
            return OptionalInt.empty();
        }
        try {
            NativeLibrary c = NativeLibrary.getProcess();
            return OptionalInt.of(c.getFunction("geteuid").invokeInt(new Object[0]));
        } catch (LinkageError noLibrary) {
            return OptionalInt.empty();
        }
    }
}
