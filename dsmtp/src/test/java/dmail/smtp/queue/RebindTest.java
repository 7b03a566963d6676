package dmail.smtp.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.smtp.binding.Outgoing;
import dmail.smtp.binding.state.TestStates;
import dmail.smtp.message.BindingChoice;
import dmail.smtp.message.QueueId;
import dmail.smtp.queue.QueueControl.Mode;
import dmail.smtp.queue.view.QueueChange;
import dmail.smtp.queue.view.QueueViewer;
import dmail.smtp.routing.TestExpansions;
import dmail.smtp.source.SenderGroups;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of queued mail when bindings and rules change. */
final class RebindTest {
    private static final String BINDINGS =
            """
            binding one bind_address 192.0.2.1
            binding two bind_address 192.0.2.2
            binding_group bulk binding out1
            binding_group bulk binding out2
            """;
    private static final MailSelection ALL = new MailSelection(Optional.empty(), Optional.empty());

    private final QueueSite site;

    RebindTest(@TempDir Path folder) {
        site = new QueueSite(folder);
    }

    private Outgoing configure(String lines) throws IOException {
        Outgoing outgoing =
                Outgoing.of(
                        TestExpansions.configuration(lines),
                        SenderGroups.of(Optional.empty()),
                        Optional.empty(),
                        TestStates.none());
        site.outgoing(Optional.of(outgoing));
        return outgoing;
    }

    /** {@return a message that waits in the queue, for no name server answers} */
    private QueueId waiting(DurableQueue queue) throws IOException {
        QueueId id = QueueSite.send(queue, "text\r\n", "x@other.example");
        QueueSite.awaitNothingUnderWay(queue);
        return id;
    }

    private static BindingChoice choice(DurableQueue queue, QueueId id) {
        return queue.control()
                .find(id)
                .orElseThrow()
                .message()
                .recipients()
                .getFirst()
                .recipient()
                .choice();
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void b25_mailOfABindingThatIsGoneIsCountedAndDecidedAgain() throws Exception {
        configure(BINDINGS + "bind_rule to *@other.example use one\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = waiting(queue);
            assertEquals("one", choice(queue, id).binding());

            Outgoing next = configure(BINDINGS.lines().skip(1).reduce("", (a, b) -> a + b + "\n"));
            assertEquals(1, queue.lostBindings().count(next::has));
            site.clock.advance(Duration.ofMinutes(1));
            queue.control().tryAll();
            site.log.await(" next=2026-11-21T14:01:00Z");

            assertEquals(BindingChoice.DEFAULT, choice(queue, id));
            assertEquals(1, rebound());
        }
    }

    private long rebound() {
        return site.log.lines().stream().filter(line -> line.contains(" rebound")).count();
    }

    @Test
    void bi34_mailOfABindingThatIsGoneIsCountedOnceAndDecidedAtOnce() throws IOException {
        configure(BINDINGS + "bind_rule to *@other.example use one\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = waiting(queue);
            Outgoing next = configure("binding two bind_address 192.0.2.2\n");

            assertEquals(1, queue.lostBindings().count(next::has));
            assertEquals(0, queue.lostBindings().count(next::has), "it was counted");
            queue.lostBindings().decideAgain();
            queue.lostBindings().decideAgain();

            assertEquals(BindingChoice.DEFAULT, choice(queue, id));
            assertEquals(1, rebound());
        }
    }

    @Test
    void bi34_otherRecipientsKeepTheirBindingsWhateverTheRulesSay() throws IOException {
        configure(
                BINDINGS
                        + "bind_rule to *@other.example use one\n"
                        + "bind_rule to *@further.example use two\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = QueueSite.send(queue, "text\r\n", "x@other.example", "y@further.example");
            QueueSite.awaitNothingUnderWay(queue);
            configure("binding two bind_address 192.0.2.2\n");
            queue.lostBindings().decideAgain();

            assertEquals(
                    List.of("default", "two"),
                    queue.control().find(id).orElseThrow().message().recipients().stream()
                            .map(status -> status.recipient().choice().binding())
                            .toList());
        }
    }

    @Test
    void bi34_aBindingThatIsBackIsCountedWhenItGoesAgain() throws IOException {
        configure(BINDINGS + "bind_rule to *@other.example use one\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId _ = waiting(queue);

            assertEquals(1, queue.lostBindings().count(_ -> false));
            assertEquals(0, queue.lostBindings().count(_ -> true));
            assertEquals(1, queue.lostBindings().count(_ -> false));
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void bi34_changedRulesMoveNoQueuedMailNotEvenWhenItIsTried() throws Exception {
        configure(BINDINGS + "bind_rule to *@other.example use one\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = waiting(queue);
            Outgoing next = configure(BINDINGS + "bind_rule to *@other.example use two\n");
            assertEquals(0, queue.lostBindings().count(next::has));
            site.clock.advance(Duration.ofMinutes(1));
            queue.control().tryAll();
            site.log.await(" next=2026-11-21T14:01:00Z");

            assertEquals("one", choice(queue, id).binding());
        }
    }

    @Test
    void momN29_rebindDecidesAgainAndADryRunOnlyCounts() throws IOException {
        configure(BINDINGS + "bind_rule to *@other.example use one\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = waiting(queue);
            configure(BINDINGS + "bind_rule to *@other.example use two\n");
            assertEquals("one", choice(queue, id).binding());

            assertEquals(1, run(queue, ALL, Mode.DRY_RUN).done());
            assertEquals("one", choice(queue, id).binding());
            assertEquals(0, run(queue, of("two", ""), Mode.DO).done());
            assertEquals(0, run(queue, of("one", "elsewhere.example"), Mode.DO).done());
            assertEquals(1, run(queue, of("one", "other.example"), Mode.DO).done());
            assertEquals("two", choice(queue, id).binding());
            assertEquals(0, run(queue, ALL, Mode.DO).done(), "nothing is left to change");
        }
    }

    @Test
    void momN29_aMessageIsFoundByTheBindingOfAnyRecipient() throws IOException {
        configure(
                BINDINGS
                        + "bind_rule to *@other.example use one\n"
                        + "bind_rule to *@further.example use two\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId _ = QueueSite.send(queue, "text\r\n", "x@other.example", "y@further.example");
            QueueSite.awaitNothingUnderWay(queue);
            assertEquals(1, queue.lostBindings().count(name -> !name.equals("one")));
            assertEquals(1, queue.lostBindings().count(name -> !name.equals("two")));
            assertEquals(1, queue.lostBindings().count(_ -> false), "it is one message");

            configure(BINDINGS);
            assertEquals(0, run(queue, of("one", "further.example"), Mode.DRY_RUN).done());
            assertEquals(1, run(queue, of("one", "other.example"), Mode.DRY_RUN).done());
            assertEquals(1, run(queue, of("two", ""), Mode.DRY_RUN).done());
        }
    }

    @Test
    void momN29_aMemberOfAGroupKeepsItsMail() throws IOException {
        configure(BINDINGS + "bind_rule to *@other.example use group:bulk\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = waiting(queue);
            String member = choice(queue, id).binding();

            assertEquals(0, run(queue, ALL, Mode.DO).done());
            site.outgoing(Optional.empty());
            assertEquals(1, run(queue, of(member, ""), Mode.DO).done());
            assertEquals(BindingChoice.DEFAULT, choice(queue, id));
        }
    }

    @Test
    void momN29_afterAFaultTheMessageIsGivenBack() throws IOException {
        configure(BINDINGS + "bind_rule to *@other.example use one\n");
        try (DurableQueue queue = site.open("work")) {
            QueueId id = waiting(queue);
            configure(BINDINGS + "bind_rule to *@other.example use two\n");
            site.faulty(true);
            assertEquals(1, run(queue, ALL, Mode.DRY_RUN).failed());
            assertEquals(1, run(queue, ALL, Mode.DO).failed());

            site.faulty(false);
            assertEquals(1, run(queue, ALL, Mode.DO).done());
            assertEquals("two", choice(queue, id).binding());
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void b25_anAttemptEndsEvenByAFault() throws Exception {
        configure(BINDINGS);
        try (DurableQueue queue = site.open("work")) {
            QueueId _ = waiting(queue);
            site.faulty(true);
            site.clock.advance(Duration.ofMinutes(1));
            queue.control().tryAll();
            site.log.await("reason=\"fault in the mail server\" next=");

            site.faulty(false);
            site.clock.advance(Duration.ofMinutes(1));
            queue.control().tryAll();
            site.log.await(" next=2026-11-21T14:02:00Z");
        }
    }

    private static MailSelection of(String binding, String domain) {
        return new MailSelection(
                Optional.of(binding), Optional.of(domain).filter(name -> !name.isEmpty()));
    }

    private static QueueChange run(DurableQueue queue, MailSelection which, Mode mode)
            throws IOException {
        return queue.rebinding().run(which, mode, new QueueViewer() {});
    }
}
