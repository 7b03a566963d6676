package dmail.common.login;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a user's mail is stored.
 *
 * @param store the folder of the user's bin store; empty when mail is served from the drop file
 * @param former folders where earlier settings may have left a bin store of the user
 */
public record MailStoreLocation(Optional<Path> store, List<Path> former) {
    /** Mail is in the drop file, the default. */
    public static final MailStoreLocation DROP_FILE =
            new MailStoreLocation(Optional.empty(), List.of());

    public MailStoreLocation {
        former = List.copyOf(former);
    }

    /** Tells the location for a mailbox. */
    @FunctionalInterface
    public interface Rule {
        MailStoreLocation of(Mailbox mailbox);
    }
}
