package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.testing.Await;
import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.ReversePath;
import dmail.smtp.protocol.EnhancedCode;
import dmail.smtp.queue.BindingOrders.Telling;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.backlog.QueuedByBinding;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.routing.TestExpansions;
import dmail.smtp.source.SenderGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The mail of single bindings; no name server answers, so that all of it waits. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BindingMailTest {
    private static final QueueViewer UNSEEN = new QueueViewer() {};
    private static final DeliveryStatus WHY =
            new DeliveryStatus(
                    new EnhancedCode(5, 7, 0), "site closed", "", "554 5.7.0 site closed");
    private static final ReversePath AMY =
            ReversePath.of(EmailAddress.parse("amy@a.example").orElseThrow());

    private final QueueSite site;

    BindingMailTest(@TempDir Path folder) {
        site = new QueueSite(folder);
    }

    @BeforeEach
    void configure() throws IOException {
        site.outgoing(
                Optional.of(
                        Outgoing.of(
                                TestExpansions.configuration(
                                        """
                                        binding one bind_address 192.0.2.1
                                        binding two bind_address 192.0.2.2
                                        bind_rule to *@one.example use one
                                        bind_rule to *@two.example use two
                                        """),
                                SenderGroups.of(Optional.empty()),
                                Optional.empty(),
                                TestStates.none())));
    }

    private static QueueId waiting(DurableQueue queue, String... recipients) throws IOException {
        QueueId id = QueueSite.sendFrom(AMY, queue, "text\r\n", recipients);
        QueueSite.awaitNothingUnderWay(queue);
        return id;
    }

    private static MailSelection all(String binding) {
        return MailSelection.of(binding, Optional.empty());
    }

    private static MailSelection of(String binding, String domain) {
        return MailSelection.of(binding, Optional.of(domain));
    }

    private static List<String> left(DurableQueue queue, QueueId id) {
        return queue.control().find(id).orElseThrow().message().recipients().stream()
                .map(status -> status.recipient().address().toString())
                .toList();
    }

    @Test
    void momN25_recipientsAreCountedByTheirOwnBinding() throws IOException {
        try (DurableQueue queue = site.open("work")) {
            waiting(queue, "a@one.example", "b@one.example", "c@two.example", "d@other.example");

            assertEquals(
                    Map.of(
                            "one",
                            new QueuedByBinding(2, 0),
                            "two",
                            new QueuedByBinding(1, 0),
                            "default",
                            new QueuedByBinding(1, 0)),
                    queue.bindingMail().queued());
        }
    }

    @Test
    void mom9_withoutBindingsAllMailIsOfTheDefault() throws IOException {
        site.outgoing(Optional.empty());
        try (DurableQueue queue = site.open("work")) {
            waiting(queue, "a@one.example", "b@two.example");

            assertEquals(
                    Map.of("default", new QueuedByBinding(2, 0)), queue.bindingMail().queued());
        }
    }

    @Test
    void momN26_messagesOfABindingAreCountedByDestination() throws IOException {
        try (DurableQueue queue = site.open("work")) {
            waiting(queue, "a@one.example", "b@one.example", "c@two.example");
            waiting(queue, "a@one.example");

            BindingMail mail = queue.bindingMail();
            assertEquals(Map.of("one.example", 2), mail.delayed("one", UNSEEN));
            assertEquals(Map.of("two.example", 1), mail.delayed("two", UNSEEN));
            assertEquals(Map.of(), mail.delayed("default", UNSEEN));
            assertEquals(Map.of(), mail.active("one", UNSEEN));
        }
    }

    @Test
    void momN27_flushTriesTheMailThatIsMeant() throws IOException {
        try (DurableQueue queue = site.open("work")) {
            waiting(queue, "a@one.example");
            QueueId two = waiting(queue, "a@two.example");
            assertEquals(1, attempts(queue, two));

            assertEquals(1, queue.bindingOrders().flush(all("two"), Mode.DRY_RUN, UNSEEN));
            assertEquals(0, queue.bindingOrders().flush(of("two", "one.example"), Mode.DO, UNSEEN));
            assertEquals(1, queue.bindingOrders().flush(of("two", "two.example"), Mode.DO, UNSEEN));
            assertEquals(1, queue.bindingOrders().flush(all("one"), Mode.DO, UNSEEN));
            while (attempts(queue, two) == 1) {
                Thread.onSpinWait();
            }

            assertEquals(2, attempts(queue, two));
        }
    }

    private static int attempts(DurableQueue queue, QueueId id) {
        return queue.control().find(id).orElseThrow().message().attempts();
    }

    @Test
    void momN28_onlyTheRecipientsOfThatBindingFail() throws IOException {
        try (DurableQueue queue = site.open("work")) {
            QueueId both = waiting(queue, "a@one.example", "c@two.example");
            QueueId one = waiting(queue, "b@one.example");

            assertEquals(
                    new QueueChange(0, 0, 0, 0),
                    fail(queue, of("one", "two.example"), Telling.SENDERS, Mode.DO, UNSEEN));
            assertEquals(
                    new QueueChange(2, 0, 0, 0),
                    fail(queue, all("one"), Telling.SENDERS, Mode.DO, UNSEEN));

            assertEquals(List.of("c@two.example"), left(queue, both));
            assertTrue(queue.control().find(one).isEmpty());
            assertEquals(Map.of("two", new QueuedByBinding(1, 0)), queue.bindingMail().queued());
            awaitBounces(2);
            String bounces = String.join("", site.mailboxes.mailOf("amy"));
            assertTrue(bounces.contains("Diagnostic-Code: smtp; 554 5.7.0 site closed"), bounces);
            assertTrue(bounces.contains("Final-Recipient: rfc822; b@one.example"), bounces);
        }
        try (DurableQueue again = site.open("work")) {
            again.control().tryAll();
            while (again.bindingMail().queued().isEmpty()) {
                Thread.onSpinWait();
            }
            assertEquals(
                    Map.of("two", new QueuedByBinding(1, 0)).keySet(),
                    again.bindingMail().queued().keySet(),
                    "the file says who has failed");
        }
    }

    @Test
    void momN28_quietMeansNoBounce() throws IOException {
        try (DurableQueue queue = site.open("work")) {
            waiting(queue, "a@one.example");

            assertEquals(1, fail(queue, all("one"), Telling.NOBODY, Mode.DO, UNSEEN).done());

            assertEquals(Map.of(), queue.bindingMail().queued());
            waiting(queue, "b@one.example");
            assertEquals(1, fail(queue, all("one"), Telling.SENDERS, Mode.DO, UNSEEN).done());

            awaitBounces(1);
            String bounces = String.join("", site.mailboxes.mailOf("amy"));
            assertFalse(bounces.contains("a@one.example"), bounces);
        }
    }

    private void awaitBounces(int count) {
        while (site.mailboxes.mailOf("amy").size() < count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void b31_aDryRunNamesRecipientsAndChangesNothing() throws IOException {
        List<String> seen = new ArrayList<>();
        QueueViewer viewer =
                new QueueViewer() {
                    @Override
                    public void recipient(QueueId id, EmailAddress recipient) {
                        seen.add(recipient.toString());
                    }
                };
        try (DurableQueue queue = site.open("work")) {
            QueueId both = waiting(queue, "a@one.example", "b@one.example", "c@two.example");

            assertEquals(1, fail(queue, all("one"), Telling.SENDERS, Mode.DRY_RUN, viewer).done());

            assertEquals(List.of("a@one.example", "b@one.example"), seen);
            assertEquals(3, left(queue, both).size());
        }
    }

    private static QueueChange fail(
            DurableQueue queue, MailSelection which, Telling telling, Mode mode, QueueViewer viewer)
            throws IOException {
        return queue.bindingOrders().fail(which, WHY, telling, mode, viewer);
    }

    @Test
    void momN29_reroutingMovesAQueueAndKeepsTheAddresses() throws Exception {
        Domain one = new Domain("one.example");
        Domain backup = new Domain("backup.example");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = waiting(queue, "a@one.example", "c@two.example");
            BindingMail mail = queue.bindingMail();
            BindingOrders orders = queue.bindingOrders();

            assertEquals(1, orders.reroute(one, backup, Mode.DRY_RUN, UNSEEN).done());
            assertEquals(Map.of("one.example", 1), mail.delayed("one", UNSEEN));
            assertEquals(1, orders.reroute(one, backup, Mode.DO, UNSEEN).done());
            assertEquals(List.of("a@one.example", "c@two.example"), left(queue, id));
            Await.answer(
                    "mail for backup.example alone",
                    () -> mail.delayed("one", UNSEEN),
                    delayed -> delayed.equals(Map.of("backup.example", 1)));

            assertEquals(1, orders.reroute(backup, one, Mode.DRY_RUN, UNSEEN).done());
        }
    }
}
