package dmail.smtp.delivery;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.io.Owner;
import dmail.common.login.Account;
import dmail.common.login.MailDomain;
import dmail.common.login.Mailbox;
import dmail.smtp.delivery.local.LocalDelivery;
import dmail.smtp.delivery.program.ProgramDelivery;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.Target;
import dmail.smtp.routing.Destination;
import dmail.smtp.routing.ExpandedRecipient;
import dmail.smtp.routing.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Mailboxes of a.example in memory; they outlive the queues under test. Users named {@code
 * alias-NAME} share NAME's mailbox, mail for other domains goes elsewhere, {@code nobody} is
 * unknown, {@code program} is a program, {@code nowhere} is an alias to nothing.
 */
public final class FakeMailboxes implements LocalDelivery {
    private static final MailDomain HOME =
            new MailDomain.Main(new Domain("a.example"), Path.of("/mail"));

    private final Map<String, Map<QueueId, String>> mail = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();
    private final Map<String, Outcome> trouble = new HashMap<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private Outcome programAnswer = new Outcome.Delivered();
    private final List<List<MailboxCopy>> batches = new ArrayList<>();
    private Runnable before = () -> {};
    private Runnable after = () -> {};

    public static Mailbox mailbox(String user) {
        return new Mailbox(
                new Account(user, HOME), user, Path.of("/mail", user), Owner.SERVER, Map.of());
    }

    /** From now on mail for the user goes to these addresses, too. */
    public synchronized void list(String user, String... members) {
        lists.put(user, List.of(members));
    }

    public synchronized Route route(Recipient to) {
        List<String> members = lists.getOrDefault(to.address().localPart(), List.of());
        if (to.target() instanceof Target.Address(EmailAddress address)) {
            return Route.to(destination(address));
        }
        return members.isEmpty() ? Route.to(destination(to.address())) : route(members);
    }

    private static Route route(List<String> members) {
        return new Route(
                members.stream()
                        .map(member -> EmailAddress.parse(member).orElseThrow())
                        .map(to -> new ExpandedRecipient(new Target.Address(to), destination(to)))
                        .toList());
    }

    private static Destination destination(EmailAddress recipient) {
        String user = recipient.localPart().replace("alias-", "");
        if (!recipient.domain().name().equals("a.example")) {
            return new Destination.Remote(recipient);
        }
        return switch (user) {
            case "nobody" -> new Destination.Unknown("no such user");
            case "program" -> new Destination.Program("/bin/robot", "");
            case "nowhere" -> new Destination.Nowhere();
            default -> new Destination.Local(mailbox(user));
        };
    }

    /** From now on deliveries to the user come out so. */
    public synchronized void trouble(String user, Outcome outcome) {
        trouble.put(user, outcome);
    }

    public synchronized void mend(String user) {
        trouble.remove(user);
    }

    /** Run at each delivery, before and after the mail is written. */
    public synchronized void around(Runnable first, Runnable last) {
        before = first;
        after = last;
    }

    @Override
    public synchronized List<Outcome> deliver(Mailbox mailbox, List<MailboxCopy> copies) {
        batches.add(List.copyOf(copies));
        before.run();
        String user = mailbox.databaseName();
        Outcome outcome = trouble.getOrDefault(user, new Outcome.Delivered());
        if (outcome instanceof Outcome.Delivered) {
            copies.forEach(copy -> write(user, copy));
        }
        after.run();
        return copies.stream().map(_ -> outcome).toList();
    }

    private void write(String user, MailboxCopy copy) {
        Map<QueueId, String> box = mail.computeIfAbsent(user, _ -> new LinkedHashMap<>());
        copies.merge(user, 1, Integer::sum);
        if (box.containsKey(copy.id()) && !copy.mayBeThere()) {
            throw new AssertionError("written twice: " + copy.id());
        }
        box.putIfAbsent(copy.id(), text(copy));
    }

    private static String text(MailboxCopy copy) {
        try (InputStream in = copy.body().open()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** {@return the texts that the user has, in order} */
    public synchronized List<String> mailOf(String user) {
        return List.copyOf(mail.getOrDefault(user, Map.of()).values());
    }

    /** {@return what was given to each call} */
    public synchronized List<List<MailboxCopy>> batches() {
        return List.copyOf(batches);
    }

    /** {@return how often mail was written for the user} */
    public synchronized int copiesOf(String user) {
        return copies.getOrDefault(user, 0);
    }

    /** From now on the program answers so. */
    public synchronized void programAnswers(Outcome outcome) {
        programAnswer = outcome;
    }

    /** {@return what the program has read} */
    public synchronized List<String> programHeard() {
        return List.copyOf(heard);
    }

    public ProgramDelivery programs() {
        return (_, _, copy) -> {
            synchronized (this) {
                heard.add(text(copy));
                return programAnswer;
            }
        };
    }
}
