package dmail.common.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusyPollTest {
    private final BusyPoll quickLook = new BusyPoll();
    private final Client client = new Client();

    /** Has octets from some look on. */
    private static final class Client extends InputStream {
        private int looksInVain;
        private int looks;

        @Override
        public int available() {
            looks++;
            return looks > looksInVain ? 1 : 0;
        }

        @Override
        public int read() {
            return 'x';
        }
    }

    /** {@return how often it looked, with a client that answers after so many looks} */
    private int looks(int inVain) throws IOException {
        client.looksInVain = inVain;
        client.looks = 0;
        quickLook.at(client);
        return client.looks;
    }

    @Test
    void looksUntilOctetsAreThere() throws IOException {
        assertEquals(1, looks(0));
        assertEquals(8, looks(7));
        assertEquals(8, looks(7));
    }

    @Test
    void looksSeldomerAtAClientThatIsFarAway() throws IOException {
        List<Integer> readsWithLooks = new ArrayList<>();
        for (int read = 0; read < 16; read++) {
            if (looks(Integer.MAX_VALUE) > 0) {
                readsWithLooks.add(read);
            }
        }
        assertEquals(List.of(0, 2, 6, 10, 14), readsWithLooks);
    }

    @Test
    void looksAlwaysAgainOnceItHasSeenOctets() throws IOException {
        assertEquals(8, looks(9));
        assertEquals(0, looks(0));
        assertEquals(1, looks(0));
        assertEquals(8, looks(9));
        assertEquals(0, looks(0));
        assertEquals(1, looks(0));
    }
}
