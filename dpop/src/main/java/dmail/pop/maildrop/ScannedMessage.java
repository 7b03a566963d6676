package dmail.pop.maildrop;

/**
 * A message found in a drop file.
 *
 * @param entry without number of copy
 * @param formerly the unique id by former rules, which counted more headers; most often the same
 * @param isInternal whether it says itself that it is no mail, but a note of a mail program
 */
record ScannedMessage(MessageEntry entry, Uidl formerly, boolean isInternal) {}
