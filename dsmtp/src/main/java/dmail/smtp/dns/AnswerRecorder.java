package dmail.smtp.dns;

/** Puts good answers by, for later. */
record AnswerRecorder(Resolver servers, LastGoodAnswers memories) implements Resolver {
    @Override
    public SourcedAnswer ask(Question question) {
        SourcedAnswer told = servers.ask(question);
        if (told.answer() instanceof Answer.Found found && isWorthwhile(found)) {
            memories.keep(question, found);
        }
        return told;
    }

    /** That a domain takes no mail need not be remembered. */
    private static boolean isWorthwhile(Answer.Found found) {
        return found.data().stream()
                .noneMatch(datum ->
                        datum instanceof RecordData.Exchanger exchanger && exchanger.takesNoMail());
    }
}
