package dmail.smtp.dns;

/** Saves good answers as fallback for later. */
record AnswerRecorder(Resolver servers, LastGoodAnswers lastGoodAnswers) implements Resolver {
    @Override
    public SourcedAnswer ask(Question question) {
        SourcedAnswer answer = servers.ask(question);
        if (answer.answer() instanceof Answer.Found found && isWorthwhile(found)) {
            lastGoodAnswers.keep(question, found);
        }
        return answer;
    }

    /** A null MX isn't worth remembering. */
    private static boolean isWorthwhile(Answer.Found found) {
        return found.data().stream()
                .noneMatch(recordData ->
                        recordData instanceof RecordData.Exchanger exchanger
                                && exchanger.takesNoMail());
    }
}
