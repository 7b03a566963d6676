package dmail.smtp.sendmail;

import dmail.common.address.EmailAddress;
import dmail.common.cli.ExitStatus;
import dmail.common.io.Reason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Speaks SMTP with dsmtp over the submission socket. */
final class Dialogue implements AutoCloseable {
    private static final int LONGEST_LINE = 4096;

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    /** The server refuses the session for now. */
    private static final class Declined extends IOException {
        @Serial private static final long serialVersionUID = 1;

        Declined(String reply) {
            super(reply);
        }
    }

    private Dialogue(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = new BufferedOutputStream(Channels.newOutputStream(channel));
    }

    /** Connects; sends nothing yet. */
    static SocketChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static Dialogue begin(Path socket) throws IOException {
        Dialogue dialogue = new Dialogue(connect(socket));
        try {
            dialogue.expectGood(dialogue.readReply());
            dialogue.expectGood(dialogue.sendCommand("EHLO localhost"));
            return dialogue;
        } catch (IOException e) {
            dialogue.close();
            throw e;
        }
    }

    private void expectGood(String reply) throws IOException {
        if (reply.charAt(0) != '2') {
            throw new Declined(reply);
        }
    }

    /** Submits a message, for all its recipients or for none. */
    static SubmissionOutcome send(PreparedMessage prepared, Path socket) {
        try (Dialogue dialogue = begin(socket)) {
            SubmissionOutcome announced = dialogue.announce(prepared);
            if (!(announced instanceof SubmissionOutcome.Done)) {
                return announced;
            }
            dialogue.write(prepared.chunk());
            try (InputStream message = prepared.open()) {
                message.transferTo(dialogue.out);
            }
            return of(List.of(dialogue.awaitReply()));
        } catch (IOException e) {
            return new SubmissionOutcome.Later(Reason.of(e));
        }
    }

    /** The commands are pipelined; one refused recipient ends the submission. */
    private SubmissionOutcome announce(PreparedMessage prepared) throws IOException {
        List<String> commands = prepared.commands();
        for (String command : commands) {
            write(command);
        }
        out.flush();
        List<String> replies = new ArrayList<>();
        for (String command : commands) {
            replies.add(named(command, readReply()));
        }
        return of(replies);
    }

    /** Asks with RCPT whether mail for each recipient would be accepted. */
    static SubmissionOutcome verify(
            List<EmailAddress> recipients, Path socket, List<String> answers) {
        try (Dialogue dialogue = begin(socket)) {
            dialogue.expectGood(dialogue.sendCommand("MAIL FROM:<>"));
            List<String> replies = new ArrayList<>();
            for (EmailAddress recipient : recipients) {
                String command = "RCPT TO:<" + recipient + ">";
                String reply = named(command, dialogue.sendCommand(command));
                replies.add(reply);
                answers.add(reply.startsWith("2") ? recipient + ": deliverable" : sentence(reply));
            }
            return of(replies);
        } catch (IOException e) {
            return new SubmissionOutcome.Later(Reason.of(e));
        }
    }

    /** A refusal with its address; the class of the reply comes first. */
    private static String named(String command, String reply) {
        int open = command.indexOf('<');
        int close = command.lastIndexOf('>');
        return command.startsWith("RCPT") && reply.charAt(0) != '2'
                ? reply.charAt(0) + " " + command.substring(open + 1, close) + ": " + reply
                : reply;
    }

    /** Removes what {@link #named} has put first. */
    private static String sentence(String reply) {
        return reply.charAt(1) == ' ' ? reply.substring(2) : reply;
    }

    private static SubmissionOutcome of(List<String> replies) {
        List<String> never = replies.stream().filter(reply -> reply.startsWith("5")).toList();
        if (!never.isEmpty()) {
            return new SubmissionOutcome.Refused(
                    status(never.getFirst()), never.stream().map(Dialogue::sentence).toList());
        }
        return replies.stream()
                .filter(reply -> reply.startsWith("4"))
                .findFirst()
                .<SubmissionOutcome>map(reply -> new SubmissionOutcome.Later(sentence(reply)))
                .orElse(new SubmissionOutcome.Done());
    }

    private static ExitStatus status(String reply) {
        if (reply.contains(" 5.1.")) {
            return ExitStatus.NO_USER;
        }
        return reply.contains(" 5.3.4") ? ExitStatus.DATA_ERROR : ExitStatus.UNAVAILABLE;
    }

    private String sendCommand(String command) throws IOException {
        write(command);
        return awaitReply();
    }

    private void write(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private String awaitReply() throws IOException {
        out.flush();
        return readReply();
    }

    /** {@return the last line of a reply, which has the same code as the lines before it} */
    private String readReply() throws IOException {
        String line = line();
        while (line.length() > 3 && line.charAt(3) == '-') {
            line = line();
        }
        if (line.length() < 3) {
            throw new IOException("dsmtp gave no reply of SMTP");
        }
        return line;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int octet = in.read();
        while (octet != '\n') {
            if (octet < 0 || line.length() == LONGEST_LINE) {
                throw new EOFException("dsmtp closed the connection");
            }
            line.append((char) octet);
            octet = in.read();
        }
        return line.toString().stripTrailing();
    }

    /** Sends QUIT without waiting for the reply. */
    @Override
    public void close() throws IOException {
        try (channel) {
            write("QUIT");
            out.flush();
        }
    }
}
