package dmail.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody sets a new machine up with the wizard, and the servers carry a first message. What the
 * terminal showed is part of the documentation; to record it anew, after a build: {@code mvn -pl it
 * verify -Dit.test=WizardIT -Drecord=write}.
 */
@Timeout(300)
class WizardIT {
    private static final Path SESSION = Path.of("..", "etc", "doc", "dmsetup-session.txt");

    @TempDir private Path folder;

    @Test
    void theRecordedSessionIsWhatHappens() throws Exception {
        Needs.root();
        Needs.programs("unshare", "tmux", "ip", "python3", "useradd", "setpriv");
        Needs.that(onDisk(), "the folder for temporary files is in memory");

        String session = alike(session());

        if (System.getProperty("record", "").equals("write")) {
            Files.writeString(SESSION, session);
        }
        assertEquals(
                Files.readString(SESSION),
                session,
                "record it anew: mvn -pl it verify -Dit.test=WizardIT -Drecord=write");
    }

    private boolean onDisk() throws IOException {
        return !Files.getFileStore(folder).type().equals("tmpfs");
    }

    private String session() throws Exception {
        try (Screen screen = Screen.open(folder)) {
            answer(screen, "# ", "dmsetup");
            answer(screen, "   host_domain [example.com]: ", "?");
            answer(screen, "   host_domain [example.com]: ", "");
            answer(screen, "   local_host [mail.example.com]: ", "");
            answer(screen, "   other_names [mail.example.com]: ", "");
            answer(screen, "   authent_method [internal]: ", "");
            answer(screen, "   user [postmaster]: ", "ann");
            answer(screen, "   password [a new one]: ", "sunshine");
            answer(screen, "   once more: ", "sunshine");
            answer(screen, "   sysadmin [ann@example.com]: ", "");
            answer(screen, "   drop_path [/var/spool/dmail/mail]: ", "back");
            answer(screen, "   sysadmin [ann@example.com]: ", "ann");
            answer(screen, "   drop_path [/var/spool/dmail/mail]: ", "");
            answer(screen, "   work_path [/var/lib/dmail]: ", "");
            answer(screen, "   log_path [/var/log/dmail]: ", "");
            answer(screen, "   run_as [dmail]: ", "");
            answer(screen, "   smtp_port [25]: ", "");
            answer(screen, "   pop_port [110]: ", "");
            answer(screen, "   forward_from_ip [127.0.0.0/8,::1,192.0.2.25]: ", "");
            answer(screen, "   manager_password [a new one]: ", "");
            answer(screen, "Do all this? (yes or no): ", "yes");
            answer(screen, "Start the servers now? (yes or no): ", "yes");
            answer(screen, "everything else\n# ", "dsmtp --check && echo nothing is wrong");
            answer(screen, "nothing is wrong\n# ", "dmsetup vdomain add acme.example /acme");
            screen.await("its first user: dmsetup user add NAME@acme.example\n# ");
            return screen.text();
        }
    }

    private static void answer(Screen screen, String question, String answer) throws IOException {
        screen.await(question);
        screen.type(answer);
    }

    /** What differs from run to run is written as if it didn't. */
    private static String alike(String text) {
        return text.replaceAll("[0-9]+ [GM]B free", "77 GB free")
                .replaceAll("password is   [a-z2-9]{16}", "password is   xxxxxxxxxxxxxxxx");
    }
}
