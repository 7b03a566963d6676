package dmail.smtp.routing;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.log.Log;
import dmail.common.log.LogLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The files that aliases name by {@code :include:}. */
final class MemberFiles {
    private static final int LARGEST_LIST = 4 << 20;

    private final Path base;
    private final Domain mainDomain;
    private final Log log;

    MemberFiles(Configuration configuration, Log log) {
        this.base = configuration.file().toAbsolutePath();
        this.mainDomain = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        this.log = log;
    }

    /**
     * {@return the members of a list} It holds addresses only, since its owner need not be the
     * administrator.
     */
    List<Member> included(String path) throws IOException {
        Path file = base.resolveSibling(path);
        try {
            Members members = members(FileText.read(file, LARGEST_LIST));
            if (!members.bad().isEmpty()) {
                log.warning(
                        LogLine.of("list entries ignored")
                                .with("file", file)
                                .with("first", members.bad().getFirst()));
            }
            return members.good();
        } catch (IOException e) {
            log.error(LogLine.of("cannot read list").with("file", file).with("reason", e));
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
}
