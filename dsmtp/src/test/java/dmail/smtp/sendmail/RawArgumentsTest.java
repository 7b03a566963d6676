package dmail.smtp.sendmail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawArgumentsTest {
    @TempDir private Path folder;

    private List<String> given(List<String> read, String all, Charset charset) throws Exception {
        Path file = folder.resolve("cmdline");
        Files.write(file, all.replace('|', '\0').getBytes(charset));
        return RawArguments.of(read, file);
    }

    @Test
    void whatJavaCouldNotReadIsReadAgain() throws Exception {
        List<String> read = List.of("-F", "J\ufffd\ufffdrgen", "", "bob");

        assertEquals(
                List.of("-F", "Jürgen", "", "bob"),
                given(read, "java|Main|-F|Jürgen||bob|", StandardCharsets.UTF_8));
        assertEquals(
                List.of("-F", "Jürgen", "", "bob"),
                given(read, "java|Main|-F|Jürgen||bob|", StandardCharsets.ISO_8859_1));
    }

    @Test
    void whatWasReadWellStays() throws Exception {
        List<String> read = List.of("-F", "Jürgen");

        assertEquals(read, given(read, "java|Main|-F|other|", StandardCharsets.UTF_8));
    }

    @Test
    void withoutTheKernelsCopyWhatJavaHasReadMustDo() {
        List<String> read = List.of("-F", "J??rgen");

        assertEquals(read, RawArguments.of(read, folder.resolve("nowhere")));
    }
}
