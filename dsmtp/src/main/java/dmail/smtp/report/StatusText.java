package dmail.smtp.report;

import dmail.smtp.protocol.EnhancedCode;

/**
 * The explanation of a status (RFC 3463) for a sender.
 *
 * @param why one or two sentences, true of permanent and temporary failures
 * @param advice what the sender can do
 */
record StatusText(String why, String advice) {
    private static final String CHECK_ADDRESS =
            "Check the address for typing errors, and send the message again.";
    private static final String OTHER_MEANS =
            "Reach the recipient by other means, or send the message again later.";
    private static final String OTHER_ADDRESS = "Ask the recipient for another address.";
    private static final String THEIR_WORDS =
            "If the reason given is not clear to you, ask the recipient by other means.";
    private static final String ASK_US = "Ask the postmaster named at the end of this part.";

    static StatusText of(EnhancedCode status) {
        return switch (status.subject()) {
            case 1 -> address(status.detail());
            case 2 -> mailbox(status.detail());
            case 3 -> system(status.detail());
            case 4 -> network(status.detail());
            case 5 -> new StatusText("The mail servers did not understand each other.", ASK_US);
            case 6 -> content(status.detail());
            case 7 -> policy(status.detail());
            default -> new StatusText("The message was not taken.", THEIR_WORDS);
        };
    }

    private static StatusText address(int detail) {
        return switch (detail) {
            case 1 -> new StatusText("There is no such mailbox.", CHECK_ADDRESS);
            case 2 ->
                    new StatusText(
                            "There is no such domain, or no mail can be sent to it.",
                            "Check the part of the address behind the @ sign, and send the message"
                                    + " again.");
            case 3 -> new StatusText("The address is not well formed.", CHECK_ADDRESS);
            case 4 -> new StatusText("The address can mean several mailboxes.", CHECK_ADDRESS);
            case 6 ->
                    new StatusText(
                            "The recipient has moved and left no new address.", OTHER_ADDRESS);
            case 7, 8 ->
                    new StatusText(
                            "The recipient's mail server does not accept your own address.",
                            "Check the sender's address that your mail program uses.");
            case 10 ->
                    new StatusText("The recipient's domain takes no mail at all.", OTHER_ADDRESS);
            default -> new StatusText("The address was not accepted.", CHECK_ADDRESS);
        };
    }

    private static StatusText mailbox(int detail) {
        return switch (detail) {
            case 1 -> new StatusText("The mailbox takes no mail.", OTHER_MEANS);
            case 2 -> new StatusText("The recipient's mailbox is full.", OTHER_MEANS);
            case 3 ->
                    new StatusText(
                            "The message is larger than the recipient's mailbox takes.",
                            "Send it in smaller parts.");
            case 4 ->
                    new StatusText(
                            "The mailing list could not be served.", "Ask whoever runs the list.");
            default -> new StatusText("The recipient's mailbox could not be used.", OTHER_MEANS);
        };
    }

    private static StatusText system(int detail) {
        return switch (detail) {
            case 1 -> new StatusText("The mail server has no room for the message.", OTHER_MEANS);
            case 4 ->
                    new StatusText(
                            "The message is larger than the mail server takes.",
                            "Send it in smaller parts.");
            default -> new StatusText("The mail server had trouble with the message.", OTHER_MEANS);
        };
    }

    private static StatusText network(int detail) {
        return switch (detail) {
            case 1 -> new StatusText("The recipient's mail server does not answer.", OTHER_MEANS);
            case 2 ->
                    new StatusText(
                            "The connection to the recipient's mail server broke off.",
                            OTHER_MEANS);
            case 3 ->
                    new StatusText(
                            "It could not be found out which mail server is the recipient's.",
                            OTHER_MEANS);
            case 4 ->
                    new StatusText(
                            "No mail server was found for the recipient's domain.", CHECK_ADDRESS);
            case 6 -> new StatusText("The message runs in circles between mail servers.", ASK_US);
            case 7 ->
                    new StatusText(
                            "The message could not be delivered in all that time.", OTHER_MEANS);
            default ->
                    new StatusText(
                            "The recipient's mail server could not be reached.", OTHER_MEANS);
        };
    }

    private static StatusText content(int detail) {
        return switch (detail) {
            case 3 ->
                    new StatusText(
                            "The recipient's mail server takes plain ASCII text only, and the"
                                    + " message could not be changed to that.",
                            "Send the message as plain text, or ask for another address.");
            case 7 ->
                    new StatusText(
                            "An address of the message has letters that the recipient's mail server"
                                    + " does not know.",
                            "Send the message from and to addresses with ASCII letters only.");
            default ->
                    new StatusText(
                            "The mail server did not like what the message contains.", THEIR_WORDS);
        };
    }

    private static StatusText policy(int detail) {
        return detail == 10
                ? new StatusText(
                        "The connection could not be encrypted as it must be.", OTHER_MEANS)
                : new StatusText("The rules of the mail server do not allow it.", THEIR_WORDS);
    }
}
