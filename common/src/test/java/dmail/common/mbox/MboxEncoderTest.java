package dmail.common.mbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MboxEncoderTest {

    // What comes over the wire; what stands in the drop file. $ = CRLF, ! = LF, ^ = CR, ~ = blank
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "A: b$$text$;                          A: b!!text!",
                "A: b$$no end;                         A: b!!no end!",
                "A: b$$From me$;                       A: b!!>From me!",
                "A: b$$>From me$>>From you$;           A: b!!>>From me!>>>From you!",
                "A: b$$From$Fromage$ From x$from x$;   A: b!!From!Fromage! From x!from x!",
                "A: b$$>$>>$>Fro$>a$;                  A: b!!>!>>!>Fro!>a!",
                "From me$A: b$$text$;                  >From me!A: b!!text!",
                "A: b$$text$From~;                     A: b!!text!>From~!",
                "A: b$$text$Fro;                       A: b!!text!Fro!",
                "A: b$$text$>>;                        A: b!!text!>>!",
                "Return-Path: <x@y>$A: b$$text$;       A: b!!text!",
                "A: b$RETURN-path: <x@y>$ more$\tand more$C: d$$text$;   A: b!C: d!!text!",
                "Return-Paths: a$Return-Path b: c$Return$R$$x$;"
                        + " Return-Paths: a!Return-Path b: c!Return!R!!x!",
                "A: b$Return-Path : <x@y>$ more$return-path~\t~:x$C: d$$text$;   A: b!C: d!!text!",
                "FrReturn-Path: x$F: y$$;              FrReturn-Path: x!F: y!!",
                "Return-Path~~$ : x$$;                 Return-Path~~! : x!!",
                "From  : a@b$A: b$$text$;              >From  : a@b!A: b!!text!",
                "A: b$$Return-Path: <x@y>$;            A: b!!Return-Path: <x@y>!",
                "A: b$>Return-Path: <x@y>$$;           A: b!>Return-Path: <x@y>!!",
                "A: b$$bare^cr^^$bare!lf!From x$;      A: b!!bare^cr^^!bare!lf!>From x!",
                "A: b$$Fro^m$^;                        A: b!!Fro^m!^!",
                "Return-Path: <x@y>$$text$;            !text!",
                "Return-Path: <x@y>;                   ''",
                "$$$;                                  !!!",
                "'';                                   ''",
            })
    void turnsAMessageIntoTheFormOfDropFiles(String wire, String drop) throws IOException {
        String message = octets(wire);

        assertEquals(octets(drop), encoded(message, Integer.MAX_VALUE));
        assertEquals(octets(drop), encoded(message, 1), "read one octet at a time");
    }

    @Test
    void losesNothingThatAReaderCannotBringBack() throws IOException {
        Random random = new Random(20261121);
        String[] pieces = {"From ", ">", "F", "ro", "m ", "\r\n", "\r\n", "x", " ", "\0", "\377"};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder body = new StringBuilder("\r\n");
            for (int i = random.nextInt(30); i > 0; i--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            String message = body.append("\r\n").toString();

            String drop = encoded(message, 1 + random.nextInt(9));

            assertEquals(message, decoded(drop));
        }
    }

    @Test
    void comesOutTheSameHoweverItIsRead() throws IOException {
        Random random = new Random(5322);
        String[] pieces = {
            "From ",
            ">",
            "F",
            "r",
            "Return-Path: <x@y>",
            "A: b",
            " ",
            "\t",
            "\r\n",
            "\r\n",
            "\r",
            "\n",
            "x"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                message.append(pieces[random.nextInt(pieces.length)]);
            }
            String wire = message.toString();

            String slowly = encoded(wire, 1);

            assertEquals(slowly, encoded(wire, Integer.MAX_VALUE), () -> shown(wire));
            assertEquals(slowly, encoded(wire, 1 + random.nextInt(9)), () -> shown(wire));
        }
    }

    private static String shown(String octets) {
        return octets.replace("\r\n", "$").replace('\n', '!').replace('\r', '^');
    }

    private static String octets(String shown) {
        return "''".equals(shown)
                ? ""
                : shown.replace("$", "\r\n")
                        .replace('!', '\n')
                        .replace('^', '\r')
                        .replace('~', ' ');
    }

    private static String encoded(String message, int mostPerRead) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InputStream in =
                new ByteArrayInputStream(message.getBytes(ISO_8859_1)) {
                    @Override
                    public synchronized int read(byte[] into, int offset, int length) {
                        return super.read(into, offset, Math.min(length, mostPerRead));
                    }

                    @Override
                    public int read(byte[] into) {
                        return read(into, 0, into.length);
                    }
                };
        new MboxEncoder(out::write).encode(in);
        return out.toString(ISO_8859_1);
    }

    /** What a reader does: LF to CRLF, one {@code >} off quoted lines; no From line may be left. */
    private static String decoded(String drop) {
        StringBuilder message = new StringBuilder();
        for (String line : drop.substring(0, drop.length() - 1).split("\n", -1)) {
            byte[] octets = line.getBytes(ISO_8859_1);
            assertEquals(false, MboxQuoting.startsWithFrom(octets, 0, octets.length), line);
            boolean quoted = MboxQuoting.isQuoted(octets, 0, octets.length);
            message.append(quoted ? line.substring(1) : line).append("\r\n");
        }
        return message.toString();
    }
}
