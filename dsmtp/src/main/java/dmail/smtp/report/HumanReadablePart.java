package dmail.smtp.report;

import dmail.common.mbox.MailDate;
import dmail.smtp.message.Action;
import dmail.smtp.message.DeliveryStatus;
import dmail.smtp.protocol.Notify;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first part of a report, for the sender. */
final class HumanReadablePart {
    private static final int INDENT = 4;

    /** The most different failures that are listed. */
    private static final int MOST_RESULTS = 100;

    private final Report report;
    private final int unnamed;
    private final ReportSettings reportSettings;
    private final ZoneId zone;
    private final Paragraphs text = new Paragraphs();

    private HumanReadablePart(AbridgedReport abridged, ReportSettings reportSettings, ZoneId zone) {
        this.report = abridged.report();
        this.unnamed = abridged.unnamed();
        this.reportSettings = reportSettings;
        this.zone = zone;
    }

    static String of(AbridgedReport abridged, ReportSettings reportSettings, ZoneId zone) {
        return new HumanReadablePart(abridged, reportSettings, zone).text();
    }

    /** What several recipients have in common, so that it is said once. */
    private record Result(Action action, DeliveryStatus why) {}

    private String text() {
        text.wrapped(0, "This is the mail server " + reportSettings.host() + ".").blank();
        text.wrapped(0, opening());
        text.blank()
                .line(0, "Message sent:  " + MailDate.of(report.original().accepted(), zone))
                .blank();
        Map<Result, List<String>> results = results();
        results.entrySet().stream()
                .limit(MOST_RESULTS)
                .forEach(entry -> tell(entry.getKey(), entry.getValue()));
        if (results.size() > MOST_RESULTS) {
            text.line(0, "... and others, whom the next part names.").blank();
        }
        if (unnamed > 0) {
            text.line(0, "... and " + unnamed + " others, with the same success.").blank();
        }
        text.wrapped(
                0,
                "The next part is for mail programs; the part after it "
                        + "shows which message this is about. If you need help, write to "
                        + reportSettings.postmaster()
                        + " and quote this report.");
        return text.toString();
    }

    private String opening() {
        boolean several = report.recipients().size() > 1;
        String those = several ? "the recipients named below" : "the recipient named below";
        return switch (report.reason()) {
            case ReportReason.Failure() ->
                    "Your message could not be delivered to "
                            + those
                            + ". It will not be tried again.";
            case ReportReason.Delay(var until) ->
                    "Your message has not yet been delivered to "
                            + those
                            + ". You need not do anything now: this server goes on trying until "
                            + MailDate.of(until, zone)
                            + "."
                            + (hearsOfFailure() ? " If that is in vain, you will be told." : "");
            case ReportReason.Success() ->
                    "You asked to be told what becomes of your message to " + those + ".";
        };
    }

    private boolean hearsOfFailure() {
        return report.recipients().stream()
                .map(r -> r.recipient().notifyOn())
                .allMatch(Notify::failure);
    }

    private Map<Result, List<String>> results() {
        Map<Result, List<String>> results = new LinkedHashMap<>();
        for (ReportedRecipient recipient : report.recipients()) {
            results.computeIfAbsent(
                            new Result(recipient.action(), recipient.why()), _ -> new ArrayList<>())
                    .add(recipient.recipient().address().toString());
        }
        return results;
    }

    private void tell(Result outcome, List<String> addresses) {
        addresses.forEach(address -> text.line(0, "<" + address + ">"));
        switch (outcome.action()) {
            case FAILED, DELAYED -> failureText(outcome);
            case DELIVERED -> text.wrapped(INDENT, "It was delivered to the mailbox.");
            case EXPANDED ->
                    text.wrapped(
                            INDENT,
                            "It arrived; the address stands for several others, and the message was"
                                    + " sent on to them. You will hear no more unless it fails.");
            case RELAYED -> {
                text.wrapped(
                        INDENT,
                        "It was handed over to another mail server, which does not say whether it"
                                + " delivers it. You will hear no more unless it fails.");
                otherHost(outcome.why());
            }
        }
        text.blank();
    }

    private void failureText(Result outcome) {
        StatusText meaning = StatusText.of(outcome.why().status());
        text.wrapped(INDENT, meaning.why());
        if (outcome.why().host().isEmpty()) {
            ourWords(outcome.why().text());
        } else {
            otherHost(outcome.why());
        }
        if (outcome.action() == Action.FAILED) {
            text.wrapped(INDENT, "What you can do: " + meaning.advice());
        }
    }

    private void ourWords(String words) {
        if (!words.isBlank()) {
            text.wrapped(INDENT, "More exactly: " + printable(words));
        }
    }

    private void otherHost(DeliveryStatus why) {
        String host = printable(why.host());
        if (why.reply().isBlank()) {
            ourWords(host.isEmpty() ? why.text() : host + ": " + why.text());
        } else {
            text.wrapped(INDENT, "The mail server " + host + " said:");
            text.line(2 * INDENT, printable(why.reply()));
        }
    }

    /**
     * Replies of other hosts may keep their non-ASCII letters here: this part has an encoding of
     * its own.
     */
    private static String printable(String words) {
        return Printable.of(words, true);
    }
}
