package dmail.common.mbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNameTest {
    // ~ = blank, ^ = tab
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Subject: x;      subject",
                "Subject:;        subject",
                "Subject~: x;     subject",
                "SUBJECT~^~:x;    subject",
                "X-Y_Z.1(): x;    x-y_z.1()",
                "From~~: a@b;     from",
                "Subject;         ''",
                "Subject~;        ''",
                "Subject x: y;    ''",
                "From ann: x;     ''",
                ": x;             ''",
                "~: x;            ''",
                "~Subject: x;     ''",
                "Sübject: x;      ''",
                "'';              ''"
            })
    void isWhatStandsBeforeTheColon(String shown, String name) {
        String line = shown.replace('~', ' ').replace('^', '\t');
        assertEquals(name, FieldName.of(line));
        if (!name.isEmpty()) {
            assertTrue(FieldName.is(line, name));
            assertEquals(line.substring(line.indexOf(':') + 1), FieldName.value(line));
        }
        assertFalse(FieldName.is(line, "subjec"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Status: RO;     RO",
                "STATUS~^:RO;    RO",
                "Status;         -",
                "Status~;        -",
                "X-Status: RO;   -",
                "Statuss: RO;    -",
                "Status RO:;     -"
            })
    void isFoundInOctetsAtOnceAndOneByOne(String shown, String value) {
        byte[] line = ("x" + shown.replace('~', ' ').replace('^', '\t')).getBytes(ISO_8859_1);
        int at = FieldName.valueOf(line, 1, line.length, FieldName.octets("status"));

        assertEquals(
                value, at < 0 ? "-" : new String(line, at, line.length - at, ISO_8859_1).strip());
        assertEquals(at, oneByOne(line));
    }

    private static int oneByOne(byte[] line) {
        FieldNameMatch match = new FieldNameMatch("status");
        match.next((byte) 'y');
        match.restart();
        for (int i = 1; i < line.length; i++) {
            if (match.next(line[i]) == FieldNameMatch.State.FOUND) {
                return i + 1;
            }
        }
        return -1;
    }
}
