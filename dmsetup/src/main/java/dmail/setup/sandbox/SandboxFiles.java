package dmail.setup.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder of a sandbox. Its dmail.conf is written once, and then belongs to the person who tries
 * things out in it; only the ports, and that no mail leaves the machine, are written at each start,
 * in a file of their own.
 */
final class SandboxFiles {
    private static final String CONFIGURATION =
            """
            # A small mail server to try things out with; dmail.conf(5) knows every setting.
            # After a change here:  tellsmtp -i <this file> reload  and the same with tellpop.
            # A line is a name and its value. A comment has a line of its own.

            # ---- Domains

            # The main domain: users log in with their bare names.
            host_domain sandbox.test

            # A virtual domain is "vdomain <prefix> <ip-or-suffix> <domain> <folder>".
            # Its users are in the user data base as <prefix>_<user>, such as first_ann.

            # Logins that end in /first or @first.test mean this one.
            vdomain first /first first.test mail/first
            vdomain first @first.test first.test mail/first

            # Logins over a connection to 127.0.0.2 mean this one, and so does the suffix.
            vdomain second 127.0.0.2 second.test mail/second
            vdomain second @second.test second.test mail/second

            # ---- Users

            # Names and hashed passwords; bin/nwauth -path <this folder> changes them.
            authent_method internal
            users_file nwauth.txt

            # Who gets the mail for postmaster.
            sysadmin ann@sandbox.test

            # ---- Folders: new mail, and the servers' own files

            drop_path mail
            work_path work

            # ---- Logs: error, warning, info or debug

            log_level info

            # ---- Where the servers listen, and why no mail leaves this machine; written anew at
            # each start of the sandbox

            #include listen.conf
            """;

    private final Path folder;

    SandboxFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    Path configuration() {
        return folder.resolve("dmail.conf");
    }

    Path users() {
        return folder.resolve("nwauth.txt");
    }

    /** Makes what isn't there yet, and says where the servers are to listen. */
    void write(SandboxPorts ports) throws IOException {
        for (String name : new String[] {"mail/first", "mail/second", "work"}) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        if (!Files.exists(configuration())) {
            writePrivately(configuration(), CONFIGURATION);
        }
        writePrivately(folder.resolve("listen.conf"), listeners(ports));
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String listeners(SandboxPorts ports) {
        return """
        listen smtp on 127.0.0.1:%1$d
        listen smtp protocol smtp
        listen pop on 127.0.0.1:%2$d
        listen pop on 127.0.0.2:%2$d
        listen pop protocol pop

        # Mail for all other domains goes to a port where nobody listens: it waits in the queue.
        gateway * 127.0.0.1:1
        """
                .formatted(ports.smtp(), ports.pop());
    }
}
