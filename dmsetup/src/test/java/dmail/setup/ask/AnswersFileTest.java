package dmail.setup.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.setup.found.Facts;
import dmail.setup.testing.SiteFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswersFileTest {
    @TempDir private Path folder;
    private final AnswersFile file = new AnswersFile();

    private Facts facts() throws IOException {
        return new SiteFacts(folder.resolve("dmail.conf")).facts();
    }

    @Test
    void takesLinesAndFillsTheRestIn() throws IOException {
        file.read("answers", List.of("# ours", "", "host_domain Example.ORG", "USER\tAnn"));

        AnswersFile.Result result = file.complete(facts());

        assertEquals(List.of(), result.complaints());
        assertEquals("example.org", result.answers().value(Key.HOST_DOMAIN));
        assertEquals("ann", result.answers().value(Key.USER));
        assertEquals("ann@example.org", result.answers().value(Key.SYSADMIN));
    }

    @Test
    void letsTheCommandLineGoFirst() throws IOException {
        file.read("answers", List.of("host_domain example.org"));
        file.assign("host_domain=example.net");

        assertEquals("example.net", file.complete(facts()).answers().value(Key.HOST_DOMAIN));
    }

    @Test
    void leavesTheRestToAPerson() throws IOException {
        file.assign("host_domain=example.net");

        Answers given = file.given(facts()).answers();

        assertEquals(Optional.of("example.net"), given.find(Key.HOST_DOMAIN));
        assertEquals(Optional.empty(), given.find(Key.LOCAL_HOST));
    }

    @Test
    void namesEveryLineThatIsWrong() throws IOException {
        file.read("answers", List.of("host_domain exa mple", "smtp_port 70000", "colour red"));
        file.assign("nonsense");

        List<String> complaints = file.complete(facts()).complaints();

        assertEquals(4, complaints.size(), complaints::toString);
        assertTrue(
                complaints
                        .get(0)
                        .startsWith("answers:3: \"colour\" is nothing that is asked about"),
                complaints::toString);
        assertEquals("--set nonsense: not of the form name=value", complaints.get(1));
        assertEquals(
                "answers:1: \"exa mple\" is not a domain such as example.com", complaints.get(2));
        assertEquals("answers:2: \"70000\" is not a port from 1 to 65535", complaints.get(3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local_host|[192.0.2.1]|\"[192.0.2.1]\" is not a domain such as example.com",
                "local_host|box|\"box\" is not a domain such as example.com",
                "authent_method|nt_user|\"nt_user\" is neither internal nor unix_user",
                "user|../ann|\"../ann\" is not a user's name: letters, digits and . _ + - ,"
                        + " beginning with a letter or digit, without the domain",
                "password|two words|a password is one word of at most 200 octets",
                "sysadmin|a b@c|\"a b@c\" is not an address such as ann@example.com",
                "drop_path|mail|\"mail\" is not a path that begins with /",
                "drop_path|/|\"/\" is not a path that begins with /",
                "run_as|Root!|\"Root!\" is not a name of a user of this system",
                "pop_port|25|that is smtp_port; each server needs a port of its own",
                "forward_from_ip|*|that would let everybody send mail to anywhere through this"
                        + " server; spammers find such a one within hours"
            })
    void saysWhatIsWrongWithAnAnswer(String name, String value, String why) throws IOException {
        file.assign(name + "=" + value);

        assertEquals(List.of("--set " + name + ": " + why), file.complete(facts()).complaints());
    }

    @Test
    void keepsTheFoldersApart() throws IOException {
        file.assign("drop_path=/one");
        file.assign("work_path=/one/");

        assertEquals(
                List.of(
                        "--set work_path: that is drop_path; the servers' own files need another"
                                + " folder"),
                file.complete(facts()).complaints());
    }
}
