package dmail.common.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PackageCallsTest {
    private static final String SOURCES =
            """
            package dmail.smtp.space;

            import dmail.common.io.Disk;
            import dmail.common.log.EventLog;
            import dmail.smtp.message.edit.Footer;
            import dmail.smtp.space.Roomy;
            """;

    @Test
    void aTrueSentenceHasNoFaults() {
        assertEquals(List.of(), faults("It may call\n * {@code message.edit} and {@code common}."));
    }

    @Test
    void partsOfTheCommonModuleCanBeNamedOneByOne() {
        assertEquals(
                List.of(),
                faults(
                        "It may call {@code message.edit}, {@code common.io} and\n"
                                + " * {@code common.log}."));
    }

    @Test
    void aPackageThatIsCalledIsNamed() {
        assertEquals(
                List.of("dmail.smtp.space calls common.io", "dmail.smtp.space calls common.log"),
                faults("It may call {@code message.edit}."));
    }

    @Test
    void aPackageThatIsNamedIsCalled() {
        assertEquals(
                List.of("dmail.smtp.space doesn't call queue"),
                faults("It may call {@code message.edit}, {@code queue} and {@code common}."));
    }

    @Test
    void aPackageThatCallsOthersDoesNotSayNothing() {
        assertEquals(
                List.of("dmail.smtp.space calls message.edit"),
                PackageCalls.faults(
                        info("It may call nothing of ours."),
                        "import dmail.smtp.message.edit.Footer;",
                        "dmail.smtp"));
    }

    @Test
    void theSentenceIsThere() {
        assertEquals(
                List.of("dmail.smtp.space doesn't say what it may call"),
                faults("It calls {@code common}."));
    }

    private static List<String> faults(String sentence) {
        return PackageCalls.faults(info(sentence), SOURCES, "dmail.smtp");
    }

    private static String info(String sentence) {
        return """
        /**
         * Owns the room. It keeps {@code work_path} as it is. %s More follows.
         */
        package dmail.smtp.space;
        """
                .formatted(sentence);
    }
}
