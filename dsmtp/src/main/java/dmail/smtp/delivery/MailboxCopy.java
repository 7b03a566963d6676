package dmail.smtp.delivery;

import dmail.smtp.message.Body;
import dmail.smtp.message.QueueId;
import dmail.smtp.message.ReversePath;
import java.time.Instant;

/**
 * One message for one mailbox.
 *
 * @param id of the message, also in the body's first header
 * @param sender for the From line and Return-Path
 * @param accepted the date of the From line
 * @param body what is written
 * @param mayBeThere whether an earlier attempt may have written it: after each restart, and after
 *     each attempt that didn't end in Delivered. The drop file is then searched for the id first
 */
public record MailboxCopy(
        QueueId id, ReversePath sender, Instant accepted, Body body, boolean mayBeThere) {}
