package dmail.smtp.dns;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * The format of the file of remembered answers: a line that names the format, a line for each
 * answer ({@code MX 1795262400 example.com 10 mx1.example.com,20 mx2.example.com}, the time in
 * seconds since 1970), and a last line with the count and the CRC-32C of all before it.
 */
final class DiskForm {
    private static final String FIRST_LINE = "dmail-dns 1\n";
    private static final String LAST_LINE = "end ";

    private DiskForm() {}

    /** {@return an answer as a line of the file} */
    static String line(Question question, LastGoodAnswer answer) {
        String values =
                answer.data().stream().map(Object::toString).collect(Collectors.joining(","));
        return question.kind()
                + " "
                + answer.since().getEpochSecond()
                + " "
                + question.name()
                + " "
                + values
                + "\n";
    }

    /** {@return the whole file} */
    static byte[] write(Map<Question, LastGoodAnswer> answers) {
        StringBuilder text = new StringBuilder(FIRST_LINE);
        answers.forEach((question, answer) -> text.append(line(question, answer)));
        String lines = text.toString();
        String end = LAST_LINE + answers.size() + " " + checksum(lines) + "\n";
        return (lines + end).getBytes(StandardCharsets.US_ASCII);
    }

    private static String checksum(String lines) {
        CRC32C sum = new CRC32C();
        sum.update(lines.getBytes(StandardCharsets.US_ASCII));
        return Long.toHexString(sum.getValue());
    }

    /** {@return the answers in the order of the file; empty when any octet is wrong} */
    static Optional<Map<Question, LastGoodAnswer>> read(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf("\n" + LAST_LINE) + 1;
        if (!text.startsWith(FIRST_LINE) || end == 0) {
            return Optional.empty();
        }
        String lines = text.substring(0, end);
        Map<Question, LastGoodAnswer> answers = new LinkedHashMap<>();
        boolean good =
                lines.lines().skip(1).allMatch(line -> readLine(line, answers))
                        && text.substring(end)
                                .equals(LAST_LINE + answers.size() + " " + checksum(lines) + "\n");
        return good ? Optional.of(answers) : Optional.empty();
    }

    private static boolean readLine(String line, Map<Question, LastGoodAnswer> answers) {
        String[] words = line.split(" ", 4);
        Optional<DnsRecordType> kind =
                Arrays.stream(DnsRecordType.values())
                        .filter(one -> one.name().equals(words[0]))
                        .findFirst();
        if (words.length < 4 || kind.isEmpty() || !words[1].matches("\\d{1,11}")) {
            return false;
        }
        List<String> values = List.of(words[3].split(",", -1));
        List<RecordData> data =
                values.stream()
                        .map(value -> RecordData.parse(kind.get(), value))
                        .flatMap(Optional::stream)
                        .toList();
        Instant since = Instant.ofEpochSecond(Long.parseLong(words[1]));
        answers.put(new Question(kind.get(), words[2]), new LastGoodAnswer(data, since));
        return data.size() == values.size();
    }
}
