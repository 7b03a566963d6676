package dmail.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmail.common.admin.ReplyForm;
import dmail.common.admin.StreamedReply;
import dmail.common.admin.command.DsmtpCommand;
import dmail.common.admin.command.QueueCommand;
import dmail.common.testing.Await;
import dmail.smtp.client.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where an administrator reads how mail came in, and how it leaves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeliveryWordsTest {
    private static final String LINES =
            """
            binding one bind_address 127.0.0.5
            binding one ehlo_hostname one.test.example
            bind_rule from amy@* use one
            """;

    /**
     * The places beside each other, a word in each line. Of mail that waits nobody knows yet from
     * where it will leave; a connection carries mail of several rules.
     */
    private static final String WORDS =
            """
            log                    | queue             | queue -j              | showsend         | showsend -j
            listener=here          | listener here     | "listener":"here"     | here             | "listener":"here"
            reached=127.0.0.1      | reached 127.0.0.1 | "reached":"127.0.0.1" | 127.0.0.1        | "reached":"127.0.0.1"
            rule=PLACE             | rule PLACE        | "rule":"PLACE"        | -PLACE           | -PLACE
            binding=one            | binding one       | "binding":"one"       | one              | "binding":"one"
            source=127.0.0.5       | -127.0.0.5        | -127.0.0.5            | 127.0.0.5        | "source":"127.0.0.5"
            ehlo=one.test.example  | -one.test.example | -one.test.example     | one.test.example | "ehlo":"one.test.example"
            relay="MX [127.0.0.1]" | MX [127.0.0.1]:   | MX [127.0.0.1]:       | MX [127.0.0.1]:  | "host":"MX"
            """;

    private @TempDir Path folder;
    private WholeServer site;
    private Sink sink;
    private Sink silent;

    @BeforeEach
    void start() throws Exception {
        sink = Sink.start().on("RCPT TO:<w", "450 4.2.0 wait");
        silent = Sink.start().on("EHLO", Sink.SILENCE);
        site =
                WholeServer.in(
                        folder,
                        List.of("amy"),
                        """
                        sysadmin amy@test.example
                        gateway far.example 127.0.0.1:%d
                        gateway slow.example 127.0.0.1:%d
                        """
                                .formatted(sink.port(), silent.port()));
        site.start(LINES);
    }

    @AfterEach
    void stop() throws Exception {
        silent.close();
        site.close();
        sink.close();
    }

    @Test
    void b28_bi6_eachWordStandsWhereTheAdministratorLooks() throws Exception {
        site.send("amy@test.example", "x@far.example");
        String delivered = site.log().await("delivered to=x@far.example");
        site.send("amy@test.example", "w@far.example");
        String deferred = site.log().await("deferred to=w@far.example");
        String id = deferred.replaceFirst("^.*?([0-9A-Z]{14}) .*", "$1");
        Await.answer("queued", () -> queue(ReplyForm.TEXT), text -> text.contains(id));
        site.send("amy@test.example", "y@slow.example");
        silent.awaitConnection();
        Await.text("one.test.example", () -> showsend(ReplyForm.TEXT));

        Map<String, List<String>> places = new LinkedHashMap<>();
        places.put("log", List.of(delivered));
        places.put("queue", List.of(queue(ReplyForm.TEXT), show(id, ReplyForm.TEXT)));
        places.put("queue -j", List.of(queue(ReplyForm.JSON), show(id, ReplyForm.JSON)));
        places.put("showsend", List.of(showsend(ReplyForm.TEXT)));
        places.put("showsend -j", List.of(showsend(ReplyForm.JSON)));
        List<String> wrong = new ArrayList<>();
        List<String> heads = columns(WORDS.lines().findFirst().orElseThrow());
        assertEquals(List.copyOf(places.keySet()), heads);
        WORDS.lines()
                .skip(1)
                .map(this::columns)
                .forEach(row -> {
                    for (int column = 0; column < row.size(); column++) {
                        for (String text : places.getOrDefault(heads.get(column), List.of())) {
                            if (!holds(row.get(column), text)) {
                                wrong.add(
                                        row.get(column) + " in " + heads.get(column) + ": " + text);
                            }
                        }
                    }
                });
        assertEquals(List.of(), wrong);
    }

    private List<String> columns(String row) {
        String place = folder.resolve("dmail.conf") + ":12";
        return List.of(
                row.replace("PLACE", place).replace("MX", "127.0.0.1").strip().split(" *[|] *"));
    }

    /** Behind a hyphen it must not be there. */
    private static boolean holds(String word, String text) {
        return word.startsWith("-") ? !text.contains(word.substring(1)) : text.contains(word);
    }

    private String queue(ReplyForm form) throws IOException {
        StringBuilder text = new StringBuilder();
        var _ =
                site.server()
                        .view()
                        .queueReply(QueueCommand.QUEUE, List.of())
                        .write(
                                new StreamedReply.ReplyWriter() {
                                    @Override
                                    public ReplyForm form() {
                                        return form;
                                    }

                                    @Override
                                    public void write(String more) {
                                        text.append(more);
                                    }

                                    @Override
                                    public void keepAlive() {}
                                });
        return text.toString();
    }

    private String show(String id, ReplyForm form) {
        return reply(DsmtpCommand.SHOW, List.of(id), form);
    }

    private String showsend(ReplyForm form) {
        return reply(DsmtpCommand.SHOWSEND, List.of(), form);
    }

    private String reply(DsmtpCommand command, List<String> words, ReplyForm form) {
        var reply = site.server().view().carryOut(command, words);
        return switch (form) {
            case TEXT -> reply.text();
            case JSON -> reply.json();
        };
    }
}
