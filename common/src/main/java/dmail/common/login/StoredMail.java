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

/** How much of a user's mail lies in a store of the user's own, for those who count it. */
public final class StoredMail {
    private final MailStoreLocator mailStoreLocator;

    private StoredMail(MailStoreLocator mailStoreLocator) {
        this.mailStoreLocator = mailStoreLocator;
    }

    /** {@return what finds stores where this configuration and earlier ones have put them} */
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

    /** {@return octets of a user's mail in stores, as far as they can be told at once} */
    public long octets(Mailbox mailbox) {
        MailStoreLocation mailStore = mailStoreLocator.of(mailbox);
        if (mailStore.store().filter(StoreSize::isThere).isPresent()) {
            return StoreSize.octets(mailStore.store().get());
        }
        // Mail that other settings put elsewhere stays there until the user's next login.
        return mailStore.former().stream().mapToLong(StoreSize::octets).sum();
    }
}
