package dmail.smtp.sendmail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of the command line in their original octets: Java decodes them by the locale, which
 * cron and many daemons don't set, so that letters outside ASCII become question marks.
 */
final class RawArguments {
    private static final char NO_LETTER = '\ufffd';

    private RawArguments() {}

    /**
     * {@return the words, decoded as UTF-8, or as ISO-8859-1 where they are invalid}
     *
     * @param words as Java has decoded them, the last ones of the process's command line
     * @param commandLine the kernel's copy, proc(5)
     */
    static List<String> of(List<String> words, Path commandLine) {
        if (words.stream().allMatch(RawArguments::isCertain)) {
            return words;
        }
        try {
            List<String> all = split(Files.readAllBytes(commandLine));
            return all.size() < words.size()
                    ? words
                    : all.subList(all.size() - words.size(), all.size());
        } catch (IOException e) {
            // Without /proc, Java's words must do.
            return words;
        }
    }

    private static boolean isCertain(String word) {
        return word.indexOf(NO_LETTER) < 0 && word.indexOf('?') < 0;
    }

    /** Each word ends with a NUL. */
    private static List<String> split(byte[] octets) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == 0) {
                words.add(decoded(ByteBuffer.wrap(octets, start, i - start)));
                start = i + 1;
            }
        }
        return words;
    }

    private static String decoded(ByteBuffer word) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(word.duplicate()).toString();
        } catch (CharacterCodingException notUtf8) {
            return StandardCharsets.ISO_8859_1.decode(word).toString();
        }
    }
}
