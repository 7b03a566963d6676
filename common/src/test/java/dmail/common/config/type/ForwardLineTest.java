package dmail.common.config.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.EmailAddress;
import dmail.common.config.type.ForwardLine.Destination;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForwardLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            textBlock =
                    """
                    a@x.example b@y.example                ; A@X.example      ; [b@y.example]
                    a@x.example,*@z.example b@y.example    ; q@z.example      ; [b@y.example]
                    *@x.example %1@y.example,c@y.example   ; Bob@x.example    ; [Bob@y.example, c@y.example]
                    *.*@x.example %2.%1@y.example          ; a.b.c@x.example  ; [b.c.a@y.example]
                    *@*.x.example %1@%2.y.example          ; bob@a.b.x.example; [bob@a.b.y.example]
                    ?*@x.example %1@y.example              ; bob@x.example    ; [ob@y.example]
                    *@x.example %1@y.example               ; %2@x.example     ; [%2@y.example]
                    *@x.example %1%2@y.example             ; bob@x.example    ; [bob@y.example]
                    *@x.example %1x@y.example,c@y.example  ; "a b"@x.example  ; [c@y.example]
                    a@x.example b@y.example                ; b@x.example      ; none
                    """)
    void leadsToAddresses(String line, String address, String expected) {
        String found =
                read(line)
                        .destinationOf(EmailAddress.parse(address).orElseThrow())
                        .map(to -> ((Destination.Addresses) to).addresses().toString())
                        .orElse("none");

        assertEquals(expected, found);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            textBlock =
                    """
                    a@x.example |/bin/robot                 ; /bin/robot
                    a@x.example "|/bin/robot -f "a b" c"    ; /bin/robot -f "a b" c
                    """)
    void leadsToAProgram(String line, String command) {
        ForwardLine forward = read(line);

        assertEquals(command, forward.program());
        assertTrue(
                forward.destinationOf(EmailAddress.parse("a@x.example").orElseThrow()).orElseThrow()
                                instanceof Destination.Program(var found)
                        && found.equals(command));
        assertEquals(forward, read(ForwardType.FORWARD.show(forward)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            textBlock =
                    """
                    a@x.example                  ; not a pattern and where the mail goes: an address, or "|program arguments"
                    a@x.example b@y c            ; not a pattern and where the mail goes: an address, or "|program arguments"
                    bob b@y.example              ; "bob" is not a pattern of addresses such as *@a.example
                    a@x.example, b@y.example     ; "" is not a pattern of addresses such as *@a.example
                    a@x.example bob              ; "bob" is not a whole address
                    a@x.example b@y.example,     ; "" is not a whole address
                    a@x.example |/bin/robot -f   ; a program with arguments without quotes around the whole
                    a@x.example "| "             ; no program behind the |
                    """)
    void tellsWhatIsWrong(String line, String why) {
        Parsed<?> parsed = ForwardType.FORWARD.read(line, Path.of("/"));

        assertEquals(new Parsed.Bad<>(why), parsed);
    }

    @Test
    void isWrittenAsItIsRead() {
        String line = "*@x.example,a@z.example %1@y.example,c@y.example";
        assertEquals(line, ForwardType.FORWARD.show(read(line)));
    }

    private static ForwardLine read(String line) {
        return switch (ForwardType.FORWARD.read(line, Path.of("/"))) {
            case Parsed.Good<java.util.List<ForwardLine>>(var lines) -> lines.getFirst();
            case Parsed.Bad<java.util.List<ForwardLine>>(var why) -> throw new AssertionError(why);
        };
    }
}
