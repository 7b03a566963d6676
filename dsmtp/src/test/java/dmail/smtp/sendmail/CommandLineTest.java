package dmail.smtp.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    private static CommandLine read(String line) {
        return CommandLine.read(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
    }

    /** As cron, mutt, mail, PHP and others call it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    line                                   ; wanted
                    -t                                     ; Send[recipients=[], fromHeader=true]
                    -t -i                                  ; Send[recipients=[], fromHeader=true]
                    -FCronDaemon -i -B8BITMIME -oem root   ; Send[recipients=[root], fromHeader=false]
                    -oem -oi -f ann@x.example -- -odd bob  ; Send[recipients=[-odd, bob], fromHeader=false]
                    -bm bob eve                            ; Send[recipients=[bob, eve], fromHeader=false]
                    -Ac -L tag -O x=y -p ESMTP:h -X log bob ; Send[recipients=[bob], fromHeader=false]
                    -Gnvi bob                              ; Send[recipients=[bob], fromHeader=false]
                    -bs                                    ; Talk[]
                    -bv bob                                ; Verify[recipients=[bob]]
                    -bp                                    ; Control[words=[queue]]
                    -q                                     ; Control[words=[tryall]]
                    -qIABC                                 ; Control[words=[try, ABC]]
                    -bi                                    ; Aliases[]
                    --help                                 ; Help[]
                    --version                              ; ShowVersion[]
                    """)
    void saysWhatIsWanted(String line, String wanted) {
        assertEquals(wanted, read(line).wanted().toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            useHeadersInDisplayName = true,
            textBlock =
                    """
                    line        ; why
                    -i          ; "no recipients are given; -t takes those of the header"
                    -f          ; -f needs a value
                    -Nsometimes bob ; -N takes never, or some of success,failure,delay
                    -N never,delay bob ; -N takes never, or some of success,failure,delay
                    -R some bob ; -R takes full or hdrs
                    -bd         ; the server is a program of its own: start dsmtp
                    -bt         ; -bt is not served
                    -bv         ; -bv needs an address
                    -q30m       ; -q30m is not served: dsmtp tries its queue by itself
                    -z bob      ; -z is not an option
                    """)
    void saysWhatIsWrong(String line, String why) {
        assertEquals(new SendmailRequest.Wrong(why), read(line).wanted());
    }

    @Test
    void takesValuesFromTheSameWordOrTheNext() {
        Options expected =
                Options.NONE
                        .file("/x.conf")
                        .sender("ann")
                        .fullName("Ann B")
                        .dotIsText()
                        .reportOn("SUCCESS,DELAY")
                        .ret("HDRS")
                        .envelopeId("q1");

        assertEquals(
                expected,
                CommandLine.read(
                                List.of(
                                        "-C/x.conf",
                                        "-f",
                                        "ann",
                                        "-F",
                                        "Ann B",
                                        "-oi",
                                        "-Nsuccess,delay",
                                        "-R",
                                        "hdrs",
                                        "-Vq1",
                                        "bob"))
                        .options());
        assertEquals("", read("-f  bob").options().sender());
    }
}
