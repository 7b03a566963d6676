package dmail.tell;

import dmail.common.admin.CommandTable;

/** What {@code --help} prints; the list of commands comes from their table. */
final class Usage {
    private Usage() {}

    static String of(ControlProgram program) {
        return """
        usage: %1$s [-i file] [-j] command [argument ...]
        Sends a command to %2$s on this host and prints its reply.

          -i file     the configuration, instead of /etc/dmail.conf
          -j, --json  print the reply as JSON
          --dry-run   of commands that change queued messages: say what they would do
          --version   print the version
          -h, --help  print this text

        Commands; underscores in their names may be left out, or typed as blanks or hyphens:
        """
                        .formatted(program, program.server())
                + CommandTable.help(program.server());
    }
}
