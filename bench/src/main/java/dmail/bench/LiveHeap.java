package dmail.bench;

import dmail.suite.Ran;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one of our servers still needs of its heap: what is resident tells more of the rubbish that
 * work leaves until there is need to clear it away.
 */
final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");
    private static final double MEBIBYTE = 1 << 20;

    private LiveHeap() {}

    /** {@return MiB, by the jcmd of the JDK that runs this} */
    static double of(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        String histogram =
                Ran.of(List.of(jcmd.toString(), Long.toString(pid), "GC.class_histogram"))
                        .succeeded()
                        .output();
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IOException("jcmd gave no total");
        }
        return Long.parseLong(total.group(1)) / MEBIBYTE;
    }
}
