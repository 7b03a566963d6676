package dmail.setup.moving;

import dmail.common.config.DomainSettings;
import dmail.common.config.LimitSettings;
import dmail.common.config.SendingSettings;
import dmail.setup.called.ProgramName;
import dmail.setup.found.Host;
import java.nio.file.Path;
import java.util.List;

/** Reads what Postfix serves, and Dovecot's word on where mail is. */
final class Postfix {
    private final OldFiles files;
    private final Host host;
    private final MainCf main;
    private final Collected site = new Collected();
    private final UnixMail unix;

    private Postfix(OldFiles files, Host host, String text) {
        this.files = files;
        this.host = host;
        this.main = MainCf.parse(text, host.name());
        this.unix = new UnixMail(files, site);
    }

    static Path file(OldFiles files) {
        return files.path("/etc/postfix/main.cf");
    }

    static Collected read(OldFiles files, Host host, String text) {
        Postfix postfix = new Postfix(files, host, text);
        postfix.addDomains();
        postfix.unix.addUsers();
        postfix.addTables();
        postfix.addMail();
        postfix.addRelay();
        return postfix.site;
    }

    private void addDomains() {
        String origin = main.value("myorigin");
        String mailName = origin.startsWith("/") ? firstLine(origin) : origin;
        List<String> destinations = main.list("mydestination");
        if (destinations.contains(main.value("mydomain"))) {
            site.domain(main.value("mydomain"));
        }
        if (destinations.contains(mailName)) {
            site.domain(mailName);
        }
        destinations.forEach(site::domain);
        main.list("virtual_alias_domains").forEach(site::domain);
        String name = main.value("myhostname");
        if (name.contains(".")) {
            site.set(DomainSettings.LOCAL_HOST, name);
        }
        if (!site.hasDomain()) {
            site.warning("mydestination names no domain; write one as host_domain");
        }
        site.set(DomainSettings.SYSADMIN, "root@" + site.mainDomain());
    }

    private String firstLine(String path) {
        List<String> lines = files.lines(files.path(path));
        return lines.isEmpty() ? "" : lines.getFirst();
    }

    private void addTables() {
        main.tables("alias_maps").stream().limit(1).forEach(unix::addAliases);
        main.tables("virtual_alias_maps").stream().limit(1).forEach(unix::addVirtual);
        for (String name :
                List.of(
                        "alias_maps",
                        "virtual_alias_maps",
                        "virtual_mailbox_maps",
                        "transport_maps")) {
            main.otherTables(name).forEach(table -> leftOut(name, table));
            main.tables(name).stream()
                    .skip(name.endsWith("alias_maps") ? 1 : 0)
                    .forEach(table -> leftOut(name, table));
        }
        main.list("virtual_mailbox_domains")
                .forEach(domain ->
                        site.warning(
                                domain + " has users of its own (virtual_mailbox_domains)",
                                ProgramName.TEXT + " vdomain add " + domain));
    }

    private void leftOut(String name, String table) {
        site.warning(name + " " + table + " is not taken over");
    }

    private void addMail() {
        String home = main.value("home_mailbox");
        String command = main.value("mailbox_command");
        unix.addSpool(main.value("mail_spool_directory"));
        if (!home.isEmpty()) {
            site.warning("mail is in " + home + " of each user's home, where dpop does not look");
        }
        if (!command.isEmpty()) {
            site.warning("mail is delivered by \"" + command + "\", which is not taken over");
        }
        files.lines(files.path("/etc/dovecot/conf.d/10-mail.conf")).stream()
                .filter(line -> line.startsWith("mail_location"))
                .filter(line -> line.contains("maildir:"))
                .forEach(line -> site.warning("Dovecot has maildirs, which dpop does not read"));
    }

    private void addRelay() {
        unix.addClients(main.list("mynetworks"), host);
        String relay = main.value("relayhost").replaceAll("[\\[\\]]", "");
        if (!relay.isEmpty()) {
            site.set(SendingSettings.GATEWAY, "* " + relay);
        }
        String size = main.value("message_size_limit");
        if (size.matches("[0-9]{4,12}")) {
            site.set(LimitSettings.MAX_SIZE, Long.toString(Long.parseLong(size) / 1024));
        }
    }
}
