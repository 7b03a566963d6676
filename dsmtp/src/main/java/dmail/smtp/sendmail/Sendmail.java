package dmail.smtp.sendmail;

import dmail.common.address.Domain;
import dmail.common.address.EmailAddress;
import dmail.common.cli.ExitStatus;
import dmail.common.config.Configuration;
import dmail.common.config.DomainSettings;
import dmail.common.config.FileSettings;
import dmail.common.config.LimitSettings;
import dmail.common.io.DiskSpace;
import dmail.common.io.Reason;
import dmail.common.mbox.MailDate;
import dmail.smtp.message.ReversePath;
import dmail.smtp.submission.PickupWriter;
import dmail.smtp.submission.SubmitFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Submits one message from standard input. */
final class Sendmail {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private final Configuration configuration;
    private final Caller caller;
    private final Domain mainDomain;
    private final SubmitFolder folder;

    Sendmail(Configuration configuration, Caller caller) {
        this.configuration = configuration;
        this.caller = caller;
        this.mainDomain = configuration.values(DomainSettings.HOST_DOMAIN).getFirst();
        this.folder = SubmitFolder.in(configuration.value(FileSettings.WORK_PATH));
    }

    /** An address, a size or the like is invalid: nothing is submitted. */
    private static final class Wrong extends Exception {
        @Serial private static final long serialVersionUID = 1;

        private final ExitStatus status;

        Wrong(ExitStatus status, String why) {
            super(why);
            this.status = status;
        }

        private SubmissionOutcome.Refused refusal() {
            return new SubmissionOutcome.Refused(status, List.of(String.valueOf(getMessage())));
        }
    }

    /**
     * Submits the message; {@link SubmissionOutcome.Done} also when it was left in the pickup
     * folder.
     */
    SubmissionOutcome send(SendmailRequest.Send wanted, Options options, InputStream in) {
        try (Draft draft = Draft.read(in, options.dotEnds())) {
            PreparedMessage prepared = prepare(wanted, options, draft);
            SubmissionOutcome outcome = Dialogue.send(prepared, folder.socket());
            return outcome instanceof SubmissionOutcome.Later(var why)
                    ? leave(prepared, why)
                    : outcome;
        } catch (Wrong e) {
            return e.refusal();
        } catch (Draft.TooLarge e) {
            return new SubmissionOutcome.Refused(
                    ExitStatus.DATA_ERROR, List.of(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return new SubmissionOutcome.Refused(
                    ExitStatus.TEMPORARY,
                    List.of("the message could not be read: " + Reason.of(e)));
        }
    }

    private SubmissionOutcome leave(PreparedMessage prepared, String why) {
        List<String> commands = new ArrayList<>(prepared.commands());
        commands.add(prepared.chunk());
        try (InputStream message = prepared.open()) {
            if (Files.isDirectory(folder.left()) && folder.isFull()) {
                return notLeft(why, "too much mail waits in " + folder.left() + " already");
            }
            if (isFull(prepared)) {
                return notLeft(why, "the disk of " + folder.left() + " is full up to min_space");
            }
            new PickupWriter(folder, caller.random()).leave(commands, message);
            return new SubmissionOutcome.Done();
        } catch (AccessDeniedException e) {
            return notLeft(why, folder.left() + " may not be entered by this user");
        } catch (IOException e) {
            return notLeft(why, "nothing can be left in " + folder.left() + ": " + Reason.of(e));
        }
    }

    /**
     * The server accepts no mail with less free space; programs must not fill its disk while it is
     * down.
     */
    private boolean isFull(PreparedMessage prepared) throws IOException {
        Path path = folder.left();
        if (!Files.isDirectory(path)) {
            return false;
        }
        DiskSpace free = DiskSpace.at(path, Files.getFileStore(path));
        long least = configuration.value(LimitSettings.MIN_SPACE).octets();
        return free.octets() < least + prepared.length()
                || free.files() < configuration.value(LimitSettings.MIN_INODES);
    }

    private static SubmissionOutcome notLeft(String why, String problem) {
        return new SubmissionOutcome.Refused(
                ExitStatus.TEMPORARY, List.of("dsmtp does not answer: " + why, problem));
    }

    /** {@return whether every recipient would be accepted; the replies are added} */
    SubmissionOutcome verify(List<String> recipients, List<String> answers) {
        try {
            return Dialogue.verify(addresses(recipients), folder.socket(), answers);
        } catch (Wrong e) {
            return e.refusal();
        }
    }

    private PreparedMessage prepare(SendmailRequest.Send wanted, Options options, Draft draft)
            throws Wrong {
        List<String> meant = new ArrayList<>(wanted.recipients());
        if (wanted.fromHeader()) {
            draft.header().recipients().stream().map(Sendmail::utf8).forEach(meant::add);
        }
        if (meant.isEmpty()) {
            throw new Wrong(ExitStatus.USAGE, "the header names no recipients");
        }
        ReversePath sender = sender(options);
        Header header = draft.header().completed(completion(sender, options));
        PreparedMessage prepared =
                new PreparedMessage(sender, addresses(meant), options, draft, header);
        checkLimits(prepared);
        return prepared;
    }

    /** Checked now, since a report could not reach the program later. */
    private void checkLimits(PreparedMessage prepared) throws Wrong {
        int most = configuration.value(LimitSettings.MAX_RCPTS);
        if (prepared.recipients().size() > most) {
            throw new Wrong(
                    ExitStatus.DATA_ERROR,
                    prepared.recipients().size() + " recipients are more than max_rcpts, " + most);
        }
        long largest = configuration.value(LimitSettings.MAX_SIZE).octets();
        if (largest > 0 && prepared.length() > largest) {
            throw new Wrong(
                    ExitStatus.DATA_ERROR,
                    "the message has "
                            + prepared.length()
                            + " octets, max_size is "
                            + largest
                            + " octets");
        }
    }

    /** Decodes a header field, whose characters are octets. */
    private static String utf8(String octets) {
        return new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private List<EmailAddress> addresses(List<String> texts) throws Wrong {
        List<EmailAddress> addresses = new ArrayList<>();
        for (String text : texts) {
            for (AddressList.Found found : AddressList.in(text)) {
                EmailAddress address =
                        address(found.text())
                                .orElseThrow(() ->
                                        new Wrong(
                                                ExitStatus.DATA_ERROR,
                                                "not an address: " + printable(found.text())));
                if (!addresses.contains(address)) {
                    addresses.add(address);
                }
            }
        }
        if (addresses.isEmpty()) {
            throw new Wrong(ExitStatus.USAGE, "no address is among the recipients");
        }
        return addresses;
    }

    private Optional<EmailAddress> address(String text) {
        return EmailAddress.parse(text.indexOf('@') < 0 ? text + "@" + mainDomain : text);
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().limit(200).forEach(c -> shown.append((char) (c < ' ' ? '?' : c)));
        return shown.toString();
    }

    private ReversePath sender(Options options) throws Wrong {
        String given = options.sender().equals(Options.UNSET) ? caller.user() : options.sender();
        List<AddressList.Found> found = AddressList.in(given);
        if (found.isEmpty()) {
            return ReversePath.NULL;
        }
        return address(found.getFirst().text())
                .map(ReversePath::of)
                .orElseThrow(() ->
                        new Wrong(
                                ExitStatus.DATA_ERROR,
                                "not a sender's address: " + printable(given)));
    }

    private Header.Completion completion(ReversePath sender, Options options) {
        String address =
                sender instanceof ReversePath.Sender(var known)
                        ? known.toString()
                        : "MAILER-DAEMON@" + mainDomain;
        return new Header.Completion(
                mainDomain.name(),
                octets(FullName.before(options.fullName(), address)),
                MailDate.of(caller.now()),
                messageId());
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private String messageId() {
        String drawn = HexFormat.of().toHexDigits(caller.random().nextLong());
        return "<" + STAMP.format(caller.now()) + "." + drawn + "@" + mainDomain + ">";
    }
}
