package dmail.common.config.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.config.ConfigFixture;
import dmail.common.config.ConfigLocation;
import dmail.common.config.ConfigProblem;
import dmail.common.config.ConfigProblems;
import dmail.common.config.ConfigReading;
import dmail.common.config.DomainSettings;
import dmail.common.config.LimitSettings;
import dmail.common.config.Located;
import dmail.common.config.Server;
import dmail.common.config.binding.BindingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigFilesTest {
    private final ConfigFixture fixture = new ConfigFixture();

    ConfigFilesTest() throws IOException {}

    @Test
    void dmN1_includesArePutWhereTheirLineStands() throws IOException {
        fixture.write("more.conf", "host_domain second.example\n");

        ConfigReading reading = fixture.reading("#include more.conf\nhost_domain third.example\n");

        assertEquals(
                List.of("example.com", "second.example", "third.example"),
                reading.configuration().values(DomainSettings.HOST_DOMAIN).stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void includesAreRelativeToTheIncludingFile() throws IOException {
        fixture.write("sub/one.conf", "#include \"two.conf\"\n");
        fixture.write("sub/two.conf", "max_errors 2\n");

        ConfigReading reading = fixture.reading("#include sub/one.conf\n");

        assertEquals(List.of(), reading.problems());
        assertEquals(
                List.of(new Located<>(2, new ConfigLocation("/etc/sub/two.conf", 1))),
                reading.configuration().located(LimitSettings.MAX_ERRORS));
    }

    @Test
    void oneFileMayBeIncludedTwice() throws IOException {
        fixture.write("more.conf", "# nothing\n");

        assertEquals(
                List.of(), fixture.reading("#include more.conf\n#include more.conf\n").problems());
    }

    @Test
    void aLineOfAFileThatIsIncludedTwiceNamesBothIncludes() throws IOException {
        fixture.write(
                "more.conf",
                "max_errors 2\nbinding one max_retries 3\nip 192.0.2.1 description one\n");

        ConfigReading reading =
                fixture.reading("#include more.conf\nhost_domain x.example\n#include more.conf\n");

        assertEquals(
                List.of(
                        "/etc/more.conf:1: max_errors is given again, since its file is included by"
                                + " /etc/dmail.conf:5 and by /etc/dmail.conf:7",
                        "/etc/more.conf:2: binding one max_retries is given again, since its file"
                                + " is included by /etc/dmail.conf:5 and by /etc/dmail.conf:7",
                        "/etc/more.conf:3: ip 192.0.2.1: description is given again, since its file"
                                + " is included by /etc/dmail.conf:5 and by /etc/dmail.conf:7"),
                reading.problems().stream().map(Object::toString).toList());
    }

    @Test
    void sixteenLevelsOfIncludesAreTheMost() throws IOException {
        for (int level = 1; level <= 17; level++) {
            fixture.write(
                    level + ".conf",
                    "host_domain h" + level + ".example\n#include " + (level + 1) + ".conf\n");
        }
        fixture.write("18.conf", "");
        fixture.write("dmail.conf", ConfigFixture.NEEDED + "#include 1.conf\n");

        ConfigReading reading = fixture.read("dmail.conf");

        assertEquals(17, reading.configuration().values(DomainSettings.HOST_DOMAIN).size());
        assertEquals(
                List.of(
                        "/etc/16.conf:2: #include 17.conf: files include each other more than 16"
                                + " deep; nothing is included"),
                errors(reading));
    }

    @Test
    void includesThatMultiplyAreBounded() throws IOException {
        for (int level = 1; level < 16; level++) {
            String next = "#include " + (level + 1) + ".conf\n";
            fixture.write(level + ".conf", next + next + next);
        }
        fixture.write("16.conf", "");

        ConfigReading reading = fixture.reading("#include 1.conf\n");

        assertTrue(
                errors(reading).getFirst().contains("more than 1000 files are included"),
                errors(reading).getFirst());
    }

    @Test
    void aLongLineIsIgnoredAndTheNextOneCounts() throws IOException {
        String longest = "max_errors " + "0".repeat(1 << 20);

        ConfigReading reading = fixture.reading(longest + "\nmax_errors 7\n");

        assertEquals(7, reading.configuration().value(LimitSettings.MAX_ERRORS));
        assertEquals(
                List.of("/etc/dmail.conf:5: the line is longer than 16384 octets; it is ignored"),
                errors(reading));
    }

    @Test
    void theLongestLineIsRead() throws IOException {
        String line = "bulletin_from " + "x".repeat(OctetLines.LONGEST_LINE - 14);

        assertEquals(List.of(), errors(fixture.reading(line + "\n")));
        assertEquals(1, errors(fixture.reading(line + "x\n")).size());
    }

    @Test
    void aFileOfNothingButProblemsIsGivenUp() throws IOException {
        ConfigReading reading = fixture.reading("rubbish\n".repeat(100_000));

        assertEquals(ConfigProblems.MOST + 1, reading.problems().size());
        assertFalse(reading.isUsable());
        assertEquals(
                "/etc/dmail.conf:1005: more than 1000 problems; the rest is not read and the server"
                        + " does not start",
                reading.problems().getLast().toString());
    }

    @Test
    void aDiskThatIsNotThereKeepsNoServerWithManyDomainsFromStarting() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            lines.append("vdomain p%1$d @d%1$d.example d%1$d.example /away/p%1$d\n".formatted(i));
        }

        ConfigReading reading = fixture.reading(lines.toString());

        assertTrue(reading.isUsable());
        assertTrue(reading.isCrowded());
        assertEquals(3000, reading.configuration().values(DomainSettings.VDOMAIN).size());
        assertEquals(ConfigProblems.CROWD + 1, reading.problems().size());
        assertEquals(
                "/etc/dmail.conf:955: vdomain p950: there is no folder \"/away/p950\"; until there is,"
                        + " mail for d950.example waits; so it is with 2049 more lines",
                reading.problems().getLast().toString());
    }

    @Test
    void aToolPassesOverLinesThatAreNoneOfItsBusiness() throws IOException {
        fixture.write(
                "dmail.conf",
                ConfigFixture.NEEDED
                        + """
                        vdomain a @a.example a.example /away/a
                        vdomain _
                        binding one bind_address 192.0.2.1
                        binding o:ne
                        to_domain far.example generate_bounces false
                        bind_rule to * use none
                        domain_group g domain test.example
                        domain_group g binding one
                        odd
                        """);

        ConfigReading reading = ConfigReader.readForTool(fixture.path("dmail.conf"), Server.DSMTP);

        assertFalse(reading.configuration().isSet(DomainSettings.VDOMAIN));
        assertFalse(reading.configuration().isSet(BindingSettings.BINDING));
        assertFalse(reading.configuration().isSet(BindingSettings.TO_DOMAIN));
        assertTrue(reading.configuration().isSet(DomainSettings.HOST_DOMAIN));
        assertEquals(1, reading.problems().size(), reading.problems()::toString);
    }

    @Test
    void saysThatEveryUserCanReadAPassword() throws IOException {
        fixture.write("dmail.conf", ConfigFixture.NEEDED + "manager_password x\n");
        Files.setPosixFilePermissions(
                fixture.path("dmail.conf"), PosixFilePermissions.fromString("rw-r--r--"));

        ConfigReading reading = ConfigReader.read(fixture.path("dmail.conf"), Server.DPOP);

        String place = "/etc/dmail.conf:" + (ConfigFixture.NEEDED.lines().count() + 1);
        assertEquals(
                place
                        + ": every user of this machine can read this file, and it holds a"
                        + " password; chmod o-r mends it",
                reading.problems().getFirst().toString());
        assertTrue(reading.isRight());
    }

    @Test
    void everyUserMayReadAFileWithoutPasswords() throws IOException {
        fixture.write("dmail.conf", ConfigFixture.NEEDED);
        Files.setPosixFilePermissions(
                fixture.path("dmail.conf"), PosixFilePermissions.fromString("rw-r--r--"));

        assertEquals(List.of(), errors(fixture.read("dmail.conf")));
    }

    @Test
    void aMissingFileStopsTheServer() {
        ConfigReading reading = fixture.read("dmail.conf");

        assertFalse(reading.isUsable());
        assertEquals(
                List.of(
                        "/etc/dmail.conf: can't read /etc/dmail.conf: there is no such file; dsmtp"
                                + " does not start"),
                errors(reading));
    }

    @Test
    void aFolderInPlaceOfTheFileStopsTheServer() {
        assertEquals(
                List.of(
                        "/etc/drop: can't read /etc/drop: it is a folder, not a file; dsmtp does"
                                + " not start"),
                errors(fixture.read("drop")));
    }

    private static List<String> errors(ConfigReading reading) {
        return reading.problems().stream().map(ConfigProblem::toString).toList();
    }
}
