package dmail.common.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dmail.common.system.PamCheck.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PAM of this system with services of a folder of ours. */
class SystemPamTest {
    private static final String ALL_ACCOUNTS = "account required pam_permit.so\n";

    @TempDir private Path folder;
    private final NativeCalls calls = new NativeCalls(Duration.ofSeconds(30));

    @AfterEach
    void end() {
        calls.close();
    }

    @Test
    void tellsTheRightPasswordFromAWrongOne() throws Exception {
        Path asked = folder.resolve("asked");
        Path program = folder.resolve("check");
        Files.writeString(
                program,
                """
                #!/bin/sh
                password=$(tr -d '\\000')
                echo "$PAM_SERVICE $PAM_USER $PAM_RHOST" >%s
                [ "$password" = 'sécret pass' ]
                """
                        .formatted(asked));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        service(
                "auth sufficient pam_exec.so expose_authtok quiet "
                        + program
                        + "\nauth required pam_deny.so\n"
                        + ALL_ACCOUNTS);

        assertEquals(Answer.RIGHT, check("sécret pass"));
        assertEquals("dmail björn 192.0.2.1\n", Files.readString(asked));
        assertEquals(Answer.WRONG, check("secret pass"));
    }

    @Test
    void aDeniedPasswordIsWrongAtOnce() throws Exception {
        service("auth required pam_deny.so\n" + ALL_ACCOUNTS);

        assertEquals(Answer.WRONG, check("secret"));
    }

    @Test
    void anAccountThatMayNotBeUsedIsNotLetIn() throws Exception {
        service("auth required pam_permit.so\naccount required pam_deny.so\n");

        assertEquals(Answer.NOT_ALLOWED, check("secret"));
    }

    @Test
    void aPasswordWithANulIsWrong() throws Exception {
        service("auth required pam_permit.so\n" + ALL_ACCOUNTS);

        assertEquals(Answer.RIGHT, check("secret"));
        assertEquals(Answer.WRONG, check("secret\0"));
    }

    @Test
    void aServiceThatCannotWorkIsOurTrouble() throws Exception {
        service("auth required pam_no_such_module.so\n" + ALL_ACCOUNTS);

        assertThrows(SystemBusyException.class, () -> check("secret"));
    }

    private void service(String rules) throws IOException {
        Files.writeString(folder.resolve(SystemPam.SERVICE), rules);
    }

    private Answer check(String password) throws SystemBusyException {
        return new SystemPam(calls, Optional.of(folder))
                .check("björn", password.getBytes(UTF_8), "192.0.2.1");
    }
}
