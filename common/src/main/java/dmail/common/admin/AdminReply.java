package dmail.common.admin;

import dmail.common.exit.ExitStatus;

/**
 * What a server says to a control program.
 *
 * @param status becomes the control program's exit status
 * @param text for people: lines ended by LF
 * @param json the same for programs: one JSON value
 */
public record AdminReply(ExitStatus status, String text, String json) {}
