package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dmail.common.address.EmailAddress;
import dmail.common.config.Configuration;
import dmail.common.config.binding.ScopeTable;
import dmail.smtp.message.Recipient;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.Route;
import dmail.smtp.routing.TestExpansions;
import dmail.smtp.source.ConfiguredSources;
import dmail.smtp.source.FakeHost;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RetrySchedulesTest {
    private static RetrySchedules schedules(String lines) throws IOException {
        Configuration configuration = TestExpansions.configuration(lines);
        return new RetrySchedules(
                new RetrySchedule(Duration.ZERO, Duration.ofHours(2), Duration.ofDays(4)),
                ConfiguredSources.of(
                        configuration,
                        ScopeTable.of(configuration),
                        Optional.empty(),
                        _ -> true,
                        new FakeHost()),
                recipient -> Route.to(new Destination.Remote(recipient.address())));
    }

    private static Recipient to(String address) {
        return Recipient.of(EmailAddress.parse(address).orElseThrow());
    }

    @Test
    void momN11_theRecipientsOfOneScopeShareASchedule() throws IOException {
        RetrySchedules schedules =
                schedules(
                        """
                        to_domain slow.example message_expiration 2d
                        to_domain *.far.example message_expiration 1d
                        """);
        RetrySchedule slow = schedules.of(to("a@slow.example"));

        assertEquals(Duration.ofDays(2), slow.life());
        assertSame(slow, schedules.of(to("b@slow.example")));
        assertSame(schedules.of(to("c@x.far.example")), schedules.of(to("d@y.far.example")));
        assertSame(schedules.of(to("e@one.example")), schedules.of(to("f@two.example")));
        assertNotSame(slow, schedules.of(to("g@one.example")));
    }
}
