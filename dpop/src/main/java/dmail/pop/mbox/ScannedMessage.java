package dmail.pop.mbox;

import dmail.pop.index.MessageEntry;
import dmail.pop.index.Uidl;

/**
 * A message found in a drop file.
 *
 * @param entry without number of copy
 * @param formerly the unique id by former rules, which counted more headers; most often the same
 * @param isInternal whether it says itself that it is no mail, but a note of a mail program
 */
public record ScannedMessage(MessageEntry entry, Uidl formerly, boolean isInternal) {}
