package dmail.smtp.control.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dmail.smtp.control.binding.FailWords.Reading;
import dmail.smtp.queue.BindingOrders.Telling;
import dmail.smtp.queue.QueueControl.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FailWordsTest {
    // what is typed | the reply that the bounce shows
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one all                         | 554 5.7.0 given up by the administrator of the mail server",
                "one all site closed             | 554 5.7.0 site closed",
                "one all 550 5.1.1 site closed   | 550 5.1.1 site closed",
                "one all 550 site closed         | 550 5.7.0 site closed",
                "one all 550                     | 550 5.7.0 given up by the administrator of the mail server",
                "one all 5.1.1 site closed       | 554 5.1.1 site closed",
                "one all 5.1.1                   | 554 5.1.1 given up by the administrator of the mail server",
                "one all 550 5 letters           | 550 5.7.0 5 letters",
                "one all 40 days                 | 554 5.7.0 40 days",
                "one all 5th of May              | 554 5.7.0 5th of May",
            })
    void momN28_bi11_theTextMayBeginWithAPermanentCode(String typed, String reply) {
        FailWords words = words(typed);

        assertEquals(List.of("one", "all"), words.target());
        assertEquals(reply, words.why().reply());
        assertEquals(5, words.why().status().kind());
    }

    // what is typed | dry run | quiet
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one all                 | DO      | SENDERS",
                "quiet one all           | DO      | NOBODY",
                "--dry-run one all       | DRY_RUN | SENDERS",
                "quiet --dry-run one all | DRY_RUN | NOBODY",
                "--dry-run quiet one all | DRY_RUN | NOBODY",
                "one all quiet --dry-run | DRY_RUN | SENDERS",
            })
    void b31_aDryRunIsOneWhereverItsWordStands(String typed, Mode mode, Telling telling) {
        FailWords words = words(typed);

        assertEquals(mode, words.mode());
        assertEquals(telling, words.telling());
    }

    @Test
    void momN28_aBindingAloneIsNotEnough() {
        assertEquals(new Reading.Incomplete(), FailWords.parse(List.of("quiet", "one")));
        assertEquals(new Reading.Incomplete(), FailWords.parse(List.of("one", "--dry-run")));
    }

    /** It would tell senders that their mail is tried again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "one all 450",
                "quiet one all 451 4.3.0 later",
                "one all 421 --dry-run",
                "one all 4.7.1 later",
                "one all 550 4.7.1 later"
            })
    void momN28_bi11_aTemporaryCodeIsRefused(String typed) {
        assertInstanceOf(Reading.Temporary.class, FailWords.parse(List.of(typed.split(" "))));
    }

    private static FailWords words(String typed) {
        return assertInstanceOf(
                        Reading.Understood.class, FailWords.parse(List.of(typed.split(" "))))
                .words();
    }
}
