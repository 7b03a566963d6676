package dmail.setup.moving;

import dmail.common.config.DomainSettings;
import dmail.common.config.SendingSettings;
import dmail.setup.found.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads what sendmail serves. */
final class Sendmail {
    private Sendmail() {}

    static Path file(OldFiles files) {
        return files.path("/etc/mail/sendmail.cf");
    }

    static Collected read(OldFiles files, Host host, String text) {
        Collected site = new Collected();
        UnixMail unix = new UnixMail(files, site);
        files.lines(files.path("/etc/mail/local-host-names")).forEach(site::domain);
        site.domain(host.name());
        if (host.name().contains(".")) {
            site.set(DomainSettings.LOCAL_HOST, host.name());
        }
        site.set(DomainSettings.SYSADMIN, "root@" + site.mainDomain());
        unix.addUsers();
        unix.addSpool(spool(files));
        unix.addAliases(aliases(files));
        unix.addVirtual("/etc/mail/virtusertable");
        unix.addClients(clients(files), host);
        smartHost(text, site);
        if (!files.lines(files.path("/etc/mail/mailertable")).isEmpty()) {
            site.warning("/etc/mail/mailertable is not taken over; gateway lines mean the same");
        }
        return site;
    }

    private static String spool(OldFiles files) {
        return Files.isDirectory(files.path("/var/mail")) ? "/var/mail" : "/var/spool/mail";
    }

    private static String aliases(OldFiles files) {
        return Files.exists(files.path("/etc/mail/aliases")) ? "/etc/mail/aliases" : "/etc/aliases";
    }

    /** The lines of the access table that let somebody relay. */
    private static List<String> clients(OldFiles files) {
        return files.lines(files.path("/etc/mail/access")).stream()
                .map(line -> line.split("\\s+", -1))
                .filter(words -> words.length == 2 && words[1].equalsIgnoreCase("RELAY"))
                .map(words -> words[0].replaceFirst("(?i)^connect:", ""))
                .map(address ->
                        address.matches("([0-9]+\\.){0,2}[0-9]+") ? address + ".*" : address)
                .toList();
    }

    /** The macro S of sendmail.cf. */
    private static void smartHost(String text, Collected site) {
        text.lines()
                .filter(line -> line.matches("DS\\S+"))
                .map(line -> line.substring(2).replaceFirst("^[a-z0-9]+:", ""))
                .map(name -> name.replaceAll("[\\[\\]]", ""))
                .findFirst()
                .ifPresent(relay -> site.set(SendingSettings.GATEWAY, "* " + relay));
    }
}
