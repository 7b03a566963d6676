package dmail.common.login;

import dmail.common.config.Configuration;
import dmail.common.config.FileSettings;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.mbox.StoreSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How much of a user's mail is in bin stores; for limits on the size of a mailbox. */
public final class StoredMail {
    private final MailStoreLocator mailStoreLocator;

    private StoredMail(MailStoreLocator mailStoreLocator) {
        this.mailStoreLocator = mailStoreLocator;
    }

    /** {@return the look-up in the folders of this configuration and of earlier ones} */
    public static StoredMail of(Configuration configuration, Log log) {
        List<Path> known = known(configuration.value(FileSettings.WORK_PATH), log);
        MailStoreLocator.root(configuration)
                .filter(root -> !known.contains(root))
                .ifPresent(known::add);
        return new StoredMail(MailStoreLocator.from(configuration, known));
    }

    private static List<Path> known(Path workPath, Log log) {
        try {
            return BinPaths.read(workPath);
        } catch (IOException e) {
            log.warning(LogLine.of("earlier stores not counted").with("reason", e));
            return new ArrayList<>();
        }
    }

    /** {@return octets of a user's mail in bin stores, as far as that can be told quickly} */
    public long octets(Mailbox mailbox) {
        MailStoreLocation mailStore = mailStoreLocator.of(mailbox);
        if (mailStore.store().filter(StoreSize::isThere).isPresent()) {
            return StoreSize.octets(mailStore.store().get());
        }
        // Mail in a store of earlier settings stays there until the user's next login.
        return mailStore.former().stream().mapToLong(StoreSize::octets).sum();
    }
}
