package dmail.common.login;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a user's mail is to lie.
 *
 * @param store the folder of the user's own store; empty when the drop file is served where it is
 * @param former folders where the user's store may be left from other settings
 */
public record MailStoreLocation(Optional<Path> store, List<Path> former) {
    /** In the drop file, as it always was. */
    public static final MailStoreLocation DROP_FILE =
            new MailStoreLocation(Optional.empty(), List.of());

    public MailStoreLocation {
        former = List.copyOf(former);
    }

    /** Tells it for each mailbox. */
    @FunctionalInterface
    public interface Rule {
        MailStoreLocation of(Mailbox mailbox);
    }
}
