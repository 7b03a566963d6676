package dmail.common.memory;

import java.io.IOException;
import java.io.Serial;

/** A session needs more memory than there is for it, or is to give way; it ends for now. */
public final class MemoryShortage extends IOException {
    @Serial private static final long serialVersionUID = 1;

    public MemoryShortage(String why) {
        super(why);
    }
}
