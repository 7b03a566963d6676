package dmail.smtp.submission;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BoundedInputTest {
    private static BoundedInput of(int octets, long most) {
        return new BoundedInput(new ByteArrayInputStream(new byte[octets]), most);
    }

    @ParameterizedTest
    @CsvSource({"9, 10, 9", "10, 10, 10", "11, 10, 10", "11, 0, 0", "0, 10, 0"})
    void endsAtTheBoundHoweverItIsRead(int octets, long most, int read) throws IOException {
        assertEquals(read, of(octets, most).readAllBytes().length);
        assertEquals(read, of(octets, most).skip(100));
        BoundedInput one = of(octets, most);
        int count = 0;
        while (one.read() >= 0) {
            count++;
        }
        assertEquals(read, count);
        assertEquals(-1, one.read(new byte[3]));
    }

    @Test
    void waysOfReadingCountTogether() throws IOException {
        BoundedInput input =
                new BoundedInput(new ByteArrayInputStream(new byte[] {0, 1, 2, 3, 4, 5, 6}), 5);

        assertEquals(0, input.read());
        assertEquals(2, input.skip(2));
        assertArrayEquals(new byte[] {3, 4}, input.readNBytes(9));
        assertEquals(-1, input.read());
        assertEquals(0, input.skip(1));
        assertFalse(input.markSupported(), "going back would lose count");
    }
}
