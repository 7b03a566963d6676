package dmail.setup.sandbox;

import java.nio.file.Path;

/** What a newcomer reads when the sandbox is up: lines to be copied and pasted. */
final class Instructions {
    private Instructions() {}

    static String text(Installation installation, SandboxFiles files, SandboxPorts ports) {
        Path tellsmtp = installation.program("tellsmtp");
        return """

        The DMail sandbox is up. Nothing leaves this machine. Stop it with Ctrl-C.

          SMTP   127.0.0.1:%1$d
          POP3   127.0.0.1:%2$d and 127.0.0.2:%2$d
          files  %3$s
          again  %6$s

        Three users are named ann. Each has the password sandbox, and mail of her own:
          ann@sandbox.test  in the main domain              logs in as ann
          ann@first.test    in a domain told by a suffix    logs in as ann/first or ann@first.test
          ann@second.test   in a domain told by an address  logs in as ann, at 127.0.0.2

        Send, with curl or swaks:
          printf 'Subject: one\\r\\n\\r\\nHello\\r\\n' | curl -sS smtp://127.0.0.1:%1$d --mail-from me@sandbox.test --mail-rcpt ann@sandbox.test -T -
          printf 'Subject: two\\r\\n\\r\\nHello\\r\\n' | curl -sS smtp://127.0.0.1:%1$d --mail-from me@sandbox.test --mail-rcpt ann@second.test -T -
          swaks --server 127.0.0.1:%1$d --from me@sandbox.test --to ann@first.test

        Read:
          curl -sS -u ann:sandbox pop3://127.0.0.1:%2$d/1
          curl -sS -u ann:sandbox pop3://127.0.0.2:%2$d/1
          curl -sS -u ann/first:sandbox pop3://127.0.0.1:%2$d/1

        Watch:
          %4$s -i %5$s status
          %4$s -i %5$s address ann@first.test
          %4$s -i %5$s login ann 127.0.0.2

        """
                .formatted(
                        ports.smtp(),
                        ports.pop(),
                        files.folder(),
                        tellsmtp,
                        files.configuration(),
                        again(installation, files.folder()));
    }

    /** {@return the command that starts it again as it is, without a build} */
    private static String again(Installation installation, Path folder) {
        String command = installation.program("dmsetup") + " sandbox";
        return folder.equals(installation.sandbox()) ? command : command + " --dir " + folder;
    }
}
