package dmail.common.admin;

import dmail.common.cli.ExitStatus;
import java.io.IOException;
import java.util.Map;

/**
 * A short reply to a control command: one that is complete before it is sent, in one piece.
 *
 * @param status the exit status of the control program
 * @param text for people: lines ended by LF
 * @param json the same for programs: one JSON value
 */
public record AdminReply(ExitStatus status, String text, String json) implements StreamedReply {
    @Override
    public ExitStatus write(ReplyWriter writer) throws IOException {
        return writer.write(this);
    }

    /** {@return what is written of it} */
    String in(ReplyForm form) {
        return switch (form) {
            case TEXT -> text;
            case JSON -> json + "\n";
        };
    }

    /**
     * {@return a good reply of one sentence}
     *
     * @param sentence without LF
     */
    public static AdminReply done(String sentence) {
        return sentence(ExitStatus.OK, sentence);
    }

    /** {@return a refusal of one sentence} */
    public static AdminReply refused(ExitStatus status, String sentence) {
        return sentence(status, sentence);
    }

    static AdminReply sentence(ExitStatus status, String sentence) {
        String field = status == ExitStatus.OK ? "message" : "error";
        return new AdminReply(status, sentence + "\n", Json.of(Map.of(field, sentence)));
    }
}
