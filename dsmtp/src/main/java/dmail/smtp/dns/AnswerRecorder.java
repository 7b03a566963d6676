package dmail.smtp.dns;

/** Saves good answers as fallback for later. */
record AnswerRecorder(Resolver servers, LastGoodAnswers memories) implements Resolver {
    @Override
    public SourcedAnswer ask(Question question) {
        SourcedAnswer answer = servers.ask(question);
        if (answer.answer() instanceof Answer.Found found && isWorthwhile(found)) {
            memories.keep(question, found);
        }
        return answer;
    }

    /** A null MX isn't worth remembering. */
    private static boolean isWorthwhile(Answer.Found found) {
        return found.data().stream()
                .noneMatch(datum ->
                        datum instanceof RecordData.Exchanger exchanger && exchanger.takesNoMail());
    }
}
