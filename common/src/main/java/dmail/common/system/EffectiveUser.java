package dmail.common.system;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.OptionalInt;

/** Whose rights this process has. */
public final class EffectiveUser {
    private EffectiveUser() {}

    /** {@return the number of the user; empty where there are no such numbers} */
    public static OptionalInt uid() {
        if (Platform.isWindows()) {
            return OptionalInt.empty();
        }
        try {
            NativeLibrary c = NativeLibrary.getInstance("c");
            return OptionalInt.of(c.getFunction("geteuid").invokeInt(new Object[0]));
        } catch (LinkageError noLibrary) {
            return OptionalInt.empty();
        }
    }
}
