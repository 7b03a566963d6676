package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.io.Owner;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import dmail.common.login.Account;
import dmail.common.login.Home;
import dmail.common.login.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The files that aliases name: lists to be included, and files that mail is appended to. */
final class MemberFiles {
    private static final int LARGEST_LIST = 4 << 20;

    private static final String NOWHERE = "/dev/null";

    private final Path base;
    private final Domain mainDomain;
    private final Log log;

    MemberFiles(Configuration configuration, Log log) {
        this.base = configuration.file().toAbsolutePath();
        this.mainDomain = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        this.log = log;
    }

    /**
     * {@return the members of a list} Whoever keeps the list need not be the administrator, so it
     * holds addresses only.
     */
    List<Member> included(String path) throws IOException {
        Path file = base.resolveSibling(path);
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException("no such file");
            }
            Members members = members(FileText.read(file, LARGEST_LIST));
            if (!members.bad().isEmpty()) {
                log.warning(
                        LogLine.of("list has words that are no addresses")
                                .with("file", file)
                                .with("first", members.bad().getFirst()));
            }
            return members.good();
        } catch (IOException e) {
            log.error(LogLine.of("list cannot be read").with("file", file).with("error", e));
            throw e;
        }
    }

    private Members members(String text) {
        StringBuilder list = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (!line.startsWith("#")) {
                list.append(line).append(',');
            }
        }
        return Members.parse(list.toString(), mainDomain).addressesOnly();
    }

    /** {@return where mail for a file goes; it is kept as a drop file is} */
    Destination destination(String path) {
        if (path.equals(NOWHERE)) {
            return new Destination.Nowhere();
        }
        try {
            Path file = base.resolveSibling(path).normalize();
            Path folder = file.getParent();
            if (folder == null || !Files.isDirectory(folder)) {
                return new Destination.TryLater("there is no folder for " + path);
            }
            if (Files.isSymbolicLink(file)) {
                return new Destination.TryLater(path + " is a link");
            }
            Account account = new Account(path, new Home.Main(mainDomain, folder));
            return new Destination.Local(new Mailbox(account, path, file, Owner.SERVER, Map.of()));
        } catch (InvalidPathException _) {
            return new Destination.Unknown("no file can be named " + path);
        }
    }
}
