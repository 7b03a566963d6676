package dmail.smtp.delivery.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.delivery.remote.SourceTurns.Fared;
import dmail.smtp.source.OutboundSource;
import dmail.smtp.source.OutboundSource.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several sources a host is tried from. */
final class SourceTurnsTest {
    private static final String MARK = ":";

    /**
     * Each source with its turn and how an attempt from it fares; what is tried, and how the last
     * one fared.
     */
    @ParameterizedTest
    @CsvSource(
            useHeadersInDisplayName = true,
            delimiter = '|',
            textBlock =
                    """
                    sources                                                                                | tried | end
                    FIRST:CONNECTED AFTER_FAILURE:CONNECTED WITHOUT_ADDRESS:CONNECTED                      | 1     | CONNECTED
                    FIRST:NOT_REACHED AFTER_FAILURE:CONNECTED                                              | 1 2   | CONNECTED
                    FIRST:RESTS AFTER_FAILURE:CONNECTED                                                    | 1 2   | CONNECTED
                    FIRST:NO_SOURCE AFTER_FAILURE:CONNECTED                                                | 1 2   | CONNECTED
                    FIRST:LIMITED AFTER_FAILURE:CONNECTED                                                  | 1     | LIMITED
                    FIRST:NO_SOURCE WITHOUT_ADDRESS:CONNECTED                                              | 1 2   | CONNECTED
                    FIRST:NOT_REACHED WITHOUT_ADDRESS:CONNECTED                                            | 1     | NOT_REACHED
                    FIRST:RESTS WITHOUT_ADDRESS:CONNECTED                                                  | 1     | RESTS
                    FIRST:NOT_REACHED AFTER_FAILURE:NOT_REACHED AFTER_FAILURE:NOT_REACHED                  | 1 2 3 | NOT_REACHED
                    FIRST:NOT_REACHED AFTER_FAILURE:NOT_REACHED AFTER_FAILURE:NOT_REACHED AFTER_FAILURE:CONNECTED | 1 2 3 | NOT_REACHED
                    FIRST:NO_SOURCE AFTER_FAILURE:NO_SOURCE AFTER_FAILURE:RESTS AFTER_FAILURE:CONNECTED    | 1 2 3 4 | CONNECTED
                    """)
    void b3_eachSourceHasItsTurn(String sources, String tried, Fared end) {
        List<Fared> results = new ArrayList<>();
        List<OutboundSource> inOrder = new ArrayList<>();
        for (String source : sources.split(" ", -1)) {
            String[] parts = source.split(MARK, -1);
            inOrder.add(
                    new OutboundSource(
                            "" + (inOrder.size() + 1), Optional.empty(), Turn.valueOf(parts[0])));
            results.add(Fared.valueOf(parts[1]));
        }
        List<String> asked = new ArrayList<>();

        Fared last =
                SourceTurns.run(
                        inOrder,
                        source -> {
                            asked.add(source.binding());
                            return results.get(inOrder.indexOf(source));
                        });

        assertEquals(tried, String.join(" ", asked));
        assertEquals(end, last);
    }
}
