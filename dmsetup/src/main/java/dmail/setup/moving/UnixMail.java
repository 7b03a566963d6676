package dmail.setup.moving;

import dmail.common.config.FileSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.config.RelaySettings;
import dmail.common.config.RoutingSettings;
import dmail.common.config.UserSettings;
import dmail.setup.check.RelayCheck;
import dmail.setup.found.Host;
import dmail.setup.found.HostAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Postfix and sendmail have in common: users of the system, aliases, a spool of mbox files.
 */
final class UnixMail {
    private final OldFiles files;
    private final Collected site;

    UnixMail(OldFiles files, Collected site) {
        this.files = files;
        this.site = site;
    }

    void addUsers() {
        site.set(UserSettings.AUTHENT_METHOD, "unix_user");
        site.set(FileSettings.WORK_PATH, "/var/lib/dmail");
        site.set(LoggingSettings.LOG_PATH, "/var/log/dmail");
    }

    void addSpool(String path) {
        Path folder = files.path(path);
        site.set(FileSettings.DROP_PATH, path.replaceFirst("(.)/+$", "$1"));
        if (Files.isDirectory(folder)) {
            List<Path> boxes =
                    OldFiles.entries(folder).stream().filter(OldFiles::isDropFile).toList();
            site.ok(path + " holds " + OldFiles.shown(boxes) + "; they are served where they are");
        } else {
            site.warning("there is no folder " + path + " with drop files");
        }
    }

    void addAliases(String path) {
        List<String> lines = files.lines(files.path(path));
        if (!lines.isEmpty()) {
            site.set(RoutingSettings.ALIAS_FILE, path);
            site.ok(path + " has " + count(lines, "alias", "aliases") + ", read as they are");
        }
    }

    /** Addresses and whom they mean: the form is the same. */
    void addVirtual(String path) {
        List<String> lines = files.lines(files.path(path));
        if (!lines.isEmpty()) {
            site.set(RoutingSettings.VIRT_USER_PRE, path);
            site.ok(path + " has " + count(lines, "address", "addresses") + ", read as they are");
        }
    }

    private static String count(List<String> lines, String one, String several) {
        return lines.size() + " " + (lines.size() == 1 ? one : several);
    }

    /** Found networks are taken over only as far as they are patterns of ours. */
    void addClients(List<String> networks, Host host) {
        Set<String> clients = new LinkedHashSet<>(List.of("127.0.0.0/8", "::1"));
        for (String network : networks) {
            String plain = network.replace("[", "").replace("]", "").replace("::1/128", "::1");
            boolean good = RelayCheck.problem("127.0.0.1," + plain).isEmpty();
            if (good) {
                clients.add(plain);
            } else {
                site.warning(
                        "clients \""
                                + network.replaceAll("[^!-~]", "?")
                                + "\" are not taken over;"
                                + " write their addresses into forward_from_ip");
            }
        }
        host.publicAddresses().stream().map(HostAddress::toString).forEach(clients::add);
        site.set(RelaySettings.FORWARD_FROM_IP, String.join(",", clients));
    }
}
