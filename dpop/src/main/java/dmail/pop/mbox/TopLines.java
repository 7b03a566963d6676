package dmail.pop.mbox;

/**
 * Chooses the lines of a message that TOP sends (RFC 1939 section 7): the header, the empty line
 * after it, and a number of body lines; RETR asks for all of them.
 */
final class TopLines {
    private boolean inHeader = true;

    /** Lines of the body that are still wanted. */
    private int linesLeft;

    private boolean sending = true;

    /**
     * @param bodyLines how many lines of the body are sent at most; 0 or more
     */
    TopLines(int bodyLines) {
        this.linesLeft = bodyLines;
    }

    /** Goes to the next line; {@return whether it is sent}. */
    boolean sends(byte[] buffer, int start, int end) {
        sending = wantsMore();
        if (!inHeader) {
            linesLeft--;
        } else if (MboxText.isEmptyLine(buffer, start, end)) {
            inHeader = false;
        }
        return sending;
    }

    /** {@return whether the line is sent that was gone to last; a long one comes in pieces} */
    boolean sends() {
        return sending;
    }

    /** {@return whether the next line is sent, whatever it is} */
    boolean wantsMore() {
        return inHeader || linesLeft > 0;
    }
}
