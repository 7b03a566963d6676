package dmail.common.mbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How much mail is in a user's bin store, by the header of its index. It counts only if the data
 * file is the one that was indexed; if in doubt it is 0, so that no mail is refused because of
 * that.
 */
public final class StoreSize {
    /** The data file in the store's folder. */
    public static final String DATA = "mail";

    /** Its index. */
    public static final String INDEX = "index";

    private StoreSize() {}

    /** {@return whether a folder is a bin store} */
    public static boolean isThere(Path folder) {
        return Files.exists(folder.resolve(DATA), LinkOption.NOFOLLOW_LINKS);
    }

    /** {@return octets of the messages that are not deleted, or 0 when that can't be told} */
    public static long octets(Path folder) {
        if (!isThere(folder)) {
            return 0;
        }
        try {
            Optional<DropStamp> now = DropStamp.of(folder.resolve(DATA));
            return IndexHead.of(folder.resolve(INDEX))
                    .filter(head -> now.isPresent() && now.get().equals(head.stamp()))
                    .map(IndexHead::octets)
                    .orElse(0L);
        } catch (IOException _) {
            return 0;
        }
    }
}
