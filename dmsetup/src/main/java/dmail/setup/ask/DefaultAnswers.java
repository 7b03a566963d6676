package dmail.setup.ask;

import dmail.common.address.Domain;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.ListeningSettings;
import dmail.common.config.LoggingSettings;
import dmail.common.config.RelaySettings;
import dmail.common.config.Setting;
import dmail.common.config.UserSettings;
import dmail.setup.found.Existing;
import dmail.setup.found.Host;
import dmail.setup.found.HostAddress;
import dmail.setup.found.KnownUsers;
import dmail.setup.found.Spool;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The answers that are found: what a dmail.conf says already, else what this machine shows. */
final class DefaultAnswers {
    private DefaultAnswers() {}

    private static Configuration configuration(Draft draft) {
        return draft.facts().existing().configuration();
    }

    private static <T> List<String> given(Draft draft, Setting<T> setting) {
        return configuration(draft).values(setting).stream()
                .map(value -> setting.type().show(value))
                .toList();
    }

    private static Optional<String> last(Draft draft, Setting<?> setting) {
        List<String> values = given(draft, setting);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
    }

    static String hostDomain(Draft draft) {
        List<String> given = given(draft, DomainSettings.HOST_DOMAIN);
        if (!given.isEmpty()) {
            return given.getFirst();
        }
        Host host = draft.host();
        if (isDomain(host.mailName()) && !host.mailName().equals(host.name())) {
            return host.mailName();
        }
        String above = host.name().substring(host.name().indexOf('.') + 1);
        if (host.name().contains(".") && above.contains(".") && isDomain(above)) {
            return above;
        }
        return isDomain(host.searchDomain()) && host.searchDomain().contains(".")
                ? host.searchDomain()
                : "";
    }

    private static boolean isDomain(String text) {
        return Domain.parse(text).isPresent();
    }

    static String localHost(Draft draft) {
        String own = draft.host().name();
        return last(draft, DomainSettings.LOCAL_HOST)
                .orElseGet(
                        () -> own.contains(".") ? own : own + "." + draft.value(Key.HOST_DOMAIN));
    }

    /** What programs of this machine write as their address has its name in it. */
    static String otherNames(Draft draft) {
        List<String> given = given(draft, DomainSettings.HOST_DOMAIN);
        Set<String> names = new LinkedHashSet<>(given);
        if (given.isEmpty()) {
            names.add(draft.value(Key.LOCAL_HOST));
        }
        names.remove(draft.value(Key.HOST_DOMAIN));
        return names.isEmpty() ? Checks.NONE : String.join(" ", names);
    }

    /** A machine whose users have mail already goes on with them. */
    static String method(Draft draft) {
        Optional<String> given = last(draft, UserSettings.AUTHENT_METHOD);
        if (given.isPresent()) {
            return given.get();
        }
        if (draft.facts().existing().users().isAnybody()) {
            return "internal";
        }
        int boxes = draft.facts().spool().map(Spool::boxes).orElse(0);
        return draft.host().isRoot() && boxes > 0 ? "unix_user" : "internal";
    }

    static String user(Draft draft) {
        KnownUsers users = draft.facts().existing().users();
        return users.isAnybody() ? users.first() : "postmaster";
    }

    /** Who has a password keeps it. */
    static String password(Draft draft) {
        return hasUser(draft) ? "" : draft.facts().secrets().user();
    }

    static boolean hasUser(Draft draft) {
        return draft.facts().existing().users().has(draft.value(Key.USER));
    }

    static String sysadmin(Draft draft) {
        String user = draft.hasOwnUsers() ? draft.value(Key.USER) : "root";
        return last(draft, DomainSettings.SYSADMIN)
                .orElseGet(() -> user + "@" + draft.value(Key.HOST_DOMAIN));
    }

    static String dropPath(Draft draft) {
        Optional<Spool> spool = draft.facts().spool().filter(_ -> !draft.hasOwnUsers());
        return path(draft, FileSettings.DROP_PATH)
                .orElseGet(() ->
                        spool.map(found -> found.folder().toString())
                                .orElseGet(() -> folder(draft, "/var/spool/dmail/mail", "mail")));
    }

    static String workPath(Draft draft) {
        return path(draft, FileSettings.WORK_PATH)
                .orElseGet(() -> folder(draft, "/var/lib/dmail", "work"));
    }

    static String logPath(Draft draft) {
        Existing existing = draft.facts().existing();
        if (existing.isThere()) {
            return path(draft, LoggingSettings.LOG_PATH).orElse(Checks.NONE);
        }
        return folder(draft, "/var/log/dmail", "log");
    }

    private static Optional<String> path(Draft draft, Setting<Path> setting) {
        return configuration(draft).find(setting).map(Path::normalize).map(Path::toString);
    }

    /** Where the packages have it; a configuration of one's own has its folders beside it. */
    private static String folder(Draft draft, String systems, String own) {
        Path conf = draft.facts().existing().file();
        return isSystems(conf) ? systems : conf.resolveSibling(own).toString();
    }

    private static boolean isSystems(Path conf) {
        return conf.startsWith("/etc");
    }

    static String runAs(Draft draft) {
        Optional<String> given = last(draft, FileSettings.RUN_AS);
        if (given.isPresent()) {
            return given.get();
        }
        String owner = draft.facts().existing().owner();
        if (!owner.isEmpty() && draft.hasOwnUsers()) {
            return owner;
        }
        return draft.hasOwnUsers() ? "dmail" : "root";
    }

    static String smtpPort(Draft draft) {
        return last(draft, ListeningSettings.SMTP_PORT).orElseGet(() -> lowOr(draft, 25, 2525));
    }

    static String popPort(Draft draft) {
        return last(draft, ListeningSettings.POP_PORT).orElseGet(() -> lowOr(draft, 110, 2110));
    }

    private static String lowOr(Draft draft, int low, int high) {
        boolean may = draft.host().isRoot() || low >= draft.host().firstFreePort();
        return Integer.toString(may ? low : high);
    }

    /** Neighbours with private addresses are one's own; those with public ones are strangers. */
    static String forwardFromIp(Draft draft) {
        List<String> given = given(draft, RelaySettings.FORWARD_FROM_IP);
        if (!given.isEmpty()) {
            return String.join(",", given);
        }
        Set<String> clients = new LinkedHashSet<>(List.of("127.0.0.0/8", "::1"));
        for (HostAddress address : draft.host().addresses()) {
            clients.add(address.isPrivate() ? address.network() : address.toString());
        }
        return clients.stream().collect(Collectors.joining(","));
    }

    static String managerPassword(Draft draft) {
        return draft.facts().existing().hasManagerPassword()
                ? ""
                : draft.facts().secrets().manager();
    }
}
