package dmail.setup.wizard;

import dmail.setup.ask.Draft;
import dmail.setup.ask.Key;
import dmail.setup.called.ProgramName;
import dmail.setup.found.Facts.FreshSecrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a person should know at the end. */
final class Advice {
    private Advice() {}

    /** Passwords that were made up, which are shown once, here. */
    static List<String> secrets(Draft draft) {
        FreshSecrets fresh = draft.facts().secrets();
        List<String> lines = new ArrayList<>();
        if (draft.value(Key.PASSWORD).equals(fresh.user())) {
            lines.add("   The password of " + draft.value(Key.USER) + " is   " + fresh.user());
        }
        if (draft.value(Key.MANAGER_PASSWORD).equals(fresh.manager())) {
            lines.add("   The manager's password is   " + fresh.manager());
        }
        if (!lines.isEmpty()) {
            lines.addFirst("Made up for you, and shown only now:");
            lines.addFirst("");
        }
        return lines;
    }

    static List<String> next(Draft draft) {
        Path file = draft.facts().existing().file();
        String option = file.toString().equals("/etc/dmail.conf") ? "" : "-i " + file + " ";
        String template =
                """

                What to do next:
                   dmsetup %1$suser add NAME
                      another user of %2$s
                   dmsetup %1$svdomain add DOMAIN
                      a domain with users of its own; it adds a line
                      vdomain PREFIX @DOMAIN DOMAIN FOLDER
                   tellsmtp %1$sstatus
                      how the SMTP server is; tellpop tells the same of the POP3 server
                   man dmsetup, man dmail.conf
                      everything else\
                """;
        return ProgramName.in(template)
                .formatted(option, draft.value(Key.HOST_DOMAIN))
                .lines()
                .toList();
    }
}
