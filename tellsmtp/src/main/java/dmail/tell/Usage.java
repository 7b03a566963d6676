package dmail.tell;

import dmail.common.admin.CommandTable;
import dmail.common.config.Server;

/** What {@code --help} prints; the list of commands comes from their table. */
final class Usage {
    private Usage() {}

    static String of(ControlProgram program) {
        return """
        usage: %1$s [-i file] [-n host] [-p port] [-j] command [argument ...]
        Sends a command to %2$s on this host, or to another one, and prints its reply.

          -i file     the configuration, instead of /etc/dmail.conf
          -n host     ask the server there, with the password that set_password has set
          -p port     its port, instead of the usual one
          --password-file file
                      take the password from there, not from the terminal
          -j, --json  print the reply as JSON
          --dry-run   of commands that change queued messages: say what they would do
          --version   print the version
          -h, --help  print this text

        set_password here, on the server's host, lets -n and -p work from the addresses of
        manager_ip_address.%3$s

        Commands; underscores in their names may be left out, or typed as blanks or hyphens:
        """
                        .formatted(program, program.server(), scripts(program))
                + CommandTable.help(program.server());
    }

    private static String scripts(ControlProgram program) {
        return program.server() == Server.DSMTP
                ? "\nfile.msc sends that file's lines to the SMTP port."
                : "";
    }
}
