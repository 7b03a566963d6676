package dmail.smtp.archive;

import dmail.common.io.DurableFiles;
import dmail.common.io.PrivateFolders;
import dmail.smtp.message.Body;
import dmail.smtp.message.Envelope;
import dmail.smtp.message.FreeSpace;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of copies: one folder for each day, one file for each message.
 *
 * @param zone in which days begin
 */
record Archive(Path root, ZoneId zone) {
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    /**
     * Writes a copy; when this returns it survives loss of power.
     *
     * @return the file
     */
    Path keep(Envelope envelope, Body body) throws IOException {
        Path day = root.resolve(LocalDate.ofInstant(envelope.accepted(), zone).toString());
        try {
            makeFolder(day);
            return write(day, envelope, body);
        } catch (IOException e) {
            Path there = Files.isDirectory(day) ? day : root;
            throw FreeSpace.explain(e, there, body.length());
        }
    }

    private void makeFolder(Path day) throws IOException {
        if (!Files.isDirectory(day)) {
            PrivateFolders.create(day);
            DurableFiles.syncDirectory(root);
        }
    }

    private static Path write(Path day, Envelope envelope, Body body) throws IOException {
        String name = envelope.id().text() + ".eml";
        Path unfinished = day.resolve("." + name);
        Path file = day.resolve(name);
        try {
            writeOctets(unfinished, envelope, body);
            DurableFiles.moveIntoPlace(unfinished, file);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    private static void writeOctets(Path file, Envelope envelope, Body body) throws IOException {
        var onlyMine =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel channel = FileChannel.open(file, NEW, onlyMine);
                InputStream in = body.open()) {
            OutputStream out = Channels.newOutputStream(channel);
            out.write(head(envelope).getBytes(StandardCharsets.UTF_8));
            in.transferTo(out);
            channel.force(true);
        }
    }

    /** The envelope, which the message itself doesn't contain. */
    private static String head(Envelope envelope) {
        StringBuilder head = new StringBuilder();
        head.append("Return-Path: <").append(envelope.sender()).append(">\r\n");
        envelope.recipients()
                .forEach(recipient ->
                        head.append("X-Envelope-To: <")
                                .append(recipient.address())
                                .append(">\r\n"));
        return head.toString();
    }

    /** {@return the folders of days before this one, the oldest first} */
    List<Path> before(LocalDate today) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> days = new ArrayList<>();
        try (Stream<Path> folders = Files.list(root)) {
            folders.filter(folder -> isBefore(folder, today)).sorted().forEach(days::add);
        }
        return days;
    }

    private static boolean isBefore(Path folder, LocalDate today) {
        String name = String.valueOf(folder.getFileName());
        return DAY.matcher(name).matches()
                && name.compareTo(today.toString()) < 0
                && Files.isDirectory(folder);
    }
}
