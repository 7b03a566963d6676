package dmail.smtp.client;

import dmail.common.address.EmailAddress;
import dmail.smtp.message.Body;
import dmail.smtp.message.DsnRequest;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.MemoryBody;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.Recipient;
import dmail.smtp.message.ReversePath;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Messages to carry, and what came of them. */
final class FakeMessageSource implements MessageSource<FakeMessageSource.Plain> {
    /** A message for tests. */
    record Plain(Envelope envelope, Body body, List<ForwardRecipient> to)
            implements OutboundMessage {}

    private final Deque<Plain> waiting = new ArrayDeque<>();
    private final Map<String, List<RecipientResult>> results = new LinkedHashMap<>();

    static Plain message(String text, String... recipients) {
        return message(MemoryBody.of(text.getBytes(StandardCharsets.ISO_8859_1)), recipients);
    }

    static Plain message(Body body, String... recipients) {
        List<Recipient> to = Stream.of(recipients).map(r -> Recipient.of(address(r))).toList();
        Envelope envelope =
                new Envelope(
                        new QueueId("0123456789ABCD"),
                        Instant.parse("2026-11-21T12:00:00Z"),
                        ReversePath.of(address("ann@a.example")),
                        to,
                        false,
                        false,
                        DsnRequest.NONE);
        return of(envelope, body);
    }

    static Plain of(Envelope envelope, Body body) {
        return new Plain(
                envelope,
                body,
                envelope.recipients().stream()
                        .map(r -> new ForwardRecipient(r.address(), r))
                        .toList());
    }

    static EmailAddress address(String text) {
        return EmailAddress.parse(text).orElseThrow();
    }

    FakeMessageSource with(Plain message) {
        waiting.add(message);
        return this;
    }

    FakeMessageSource with(String text, String... recipients) {
        return with(message(text, recipients));
    }

    @Override
    public Optional<Plain> next(boolean busy) {
        return Optional.ofNullable(waiting.poll());
    }

    @Override
    public void settled(Plain message, List<RecipientResult> ended) {
        for (int i = 0; i < ended.size(); i++) {
            results.computeIfAbsent(
                            message.to().get(i).address().toString(),
                            _ -> new java.util.ArrayList<>())
                    .add(ended.get(i));
        }
    }

    /** {@return what came of an address, in one line for each message} */
    List<String> of(String address) {
        return results.getOrDefault(address, List.of()).stream()
                .map(FakeMessageSource::text)
                .toList();
    }

    private static String text(RecipientResult verdict) {
        return switch (verdict) {
            case RecipientResult.Taken(String reply, boolean reports) ->
                    "taken " + reply + (reports ? ", reports itself" : "");
            case RecipientResult.Never(var why) -> "never " + why.status() + " " + why;
            case RecipientResult.NotHere(var why) -> "not here " + why.status() + " " + why;
            case RecipientResult.NotNow(var why) -> "not now " + why.status() + " " + why;
            case RecipientResult.Undecided _ -> "undecided";
        };
    }

    /** {@return how many messages were never asked for} */
    int left() {
        return waiting.size();
    }
}
