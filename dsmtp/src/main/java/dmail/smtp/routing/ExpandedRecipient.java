package dmail.smtp.routing;

import dmail.smtp.message.Target;

/**
 * One end of a recipient's way.
 *
 * @param target how the queue names it, once the message is kept for each end on its own
 * @param destination where the mail goes
 */
public record ExpandedRecipient(Target target, Destination destination) {}
