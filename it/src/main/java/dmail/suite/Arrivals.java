package dmail.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Waits for mail to arrive in a drop file, told by the file system rather than by the clock. */
public final class Arrivals {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Arrivals() {}

    /** {@return the messages of that drop file, once there are so many} */
    public static List<byte[]> await(Path drop, int count)
            throws IOException, InterruptedException {
        return await(drop, count, TIMEOUT);
    }

    /** {@return the messages of that drop file, once there are so many, within that time} */
    public static List<byte[]> await(Path drop, int count, Duration timeout)
            throws IOException, InterruptedException {
        return await(drop, messages -> messages.size() >= count, timeout);
    }

    /** {@return the messages of that drop file, once each of those named is there} */
    public static List<byte[]> awaitAll(Path drop, Collection<String> ids)
            throws IOException, InterruptedException {
        return await(drop, messages -> ids(messages).containsAll(ids), TIMEOUT);
    }

    /** {@return the names of messages that are whole} */
    public static Set<String> ids(Collection<byte[]> messages) {
        return messages.stream()
                .flatMap(message -> ProvableMessage.idOf(message).stream())
                .collect(Collectors.toSet());
    }

    /** Waits until that drop file has so many octets. */
    public static void awaitSize(Path drop, long size, Duration timeout)
            throws IOException, InterruptedException {
        try (Changes changes = Changes.beside(drop, timeout)) {
            while (!Files.exists(drop) || Files.size(drop) < size) {
                changes.await();
            }
        }
    }

    private static List<byte[]> await(Path drop, Predicate<List<byte[]>> enough, Duration timeout)
            throws IOException, InterruptedException {
        try (Changes changes = Changes.beside(drop, timeout)) {
            List<byte[]> messages = arrived(drop);
            while (!enough.test(messages)) {
                changes.await();
                messages = arrived(drop);
            }
            return messages;
        }
    }

    /** None as long as the file ends in a message that is just being written. */
    private static List<byte[]> arrived(Path drop) {
        try {
            return DropFile.messages(drop);
        } catch (IOException unfinished) {
            return List.of();
        }
    }
}
