package dmail.nwauth;

import dmail.common.authent.AuthentSettings;
import dmail.common.authent.Authenticator;
import dmail.common.authent.Authenticators;
import dmail.common.authent.UsersFileEditor;
import dmail.common.authent.UsersFiles;
import dmail.common.authent.password.Password;
import dmail.common.authent.password.WorkSecret;
import dmail.common.cli.ExitStatus;
import dmail.common.config.type.AuthentMethod;
import dmail.common.io.BoundedLines;
import dmail.common.io.BoundedLines.Cut;
import dmail.common.io.Reason;
import dmail.common.table.TableMemory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The program, as a function of its arguments and streams. */
final class Nwauth {
    /** In octets; room for fields such as a long {@code fwd}. */
    static final int LONGEST_REQUEST = 16 * 1024;

    private static final String USERS_FILE = "nwauth.txt";
    private static final String USAGE =
            """
            usage: nwauth [-path dir] [-readonly] [drop_path hash base] [-allowats]
                          [-allowhighascii] [-badchar chars] [-badchar_localpart chars]
                          [-check user password | -lookup user | -search text [-from n] [-max m]
                          | -set user password [label="value" ...] | -del user | -version | -help]
            Without a request among the options, requests are read from standard input.
            """;

    private final Path here;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final RandomGenerator random;

    Nwauth(Path here, InputStream in, PrintStream out, PrintStream err, RandomGenerator random) {
        this.here = here;
        this.in = in;
        this.out = out;
        this.err = err;
        this.random = random;
    }

    ExitStatus run(List<String> arguments) {
        Options options;
        try {
            options = OptionsParser.parse(arguments);
        } catch (OptionsParser.UsageException e) {
            err.print("nwauth: " + e.getMessage() + "\n" + USAGE);
            return ExitStatus.USAGE;
        }
        options.remarks().forEach(remark -> err.println("nwauth: " + remark));
        Path file = here.resolve(options.folder()).resolve(USERS_FILE).normalize();
        ErrorLog log = new ErrorLog(err);
        UsersFiles files = new UsersFiles(TableMemory.ofTool(), log);
        try (Authenticator users =
                Authenticators.open(settings(file), files, WorkSecret.drawn(random), log)) {
            RequestHandler handler =
                    new RequestHandler(users, new UsersFileEditor(file), options, random);
            return options.requests().isEmpty()
                    ? serve(handler)
                    : once(handler, options.requests());
        } catch (IOException e) {
            write("-DEAD " + Reason.of(e));
            out.flush();
            return ExitStatus.TEMPORARY;
        }
    }

    /** A server keeps the good answers that it got from us, so we keep some, too. */
    private static AuthentSettings settings(Path file) {
        return new AuthentSettings(
                AuthentMethod.INTERNAL, file, "", 1, Duration.ofSeconds(10), 1000);
    }

    private ExitStatus serve(RequestHandler handler) throws IOException {
        BoundedLines lines =
                new BoundedLines(
                        new BufferedInputStream(in), LONGEST_REQUEST, StandardCharsets.ISO_8859_1);
        for (Optional<Cut> line = lines.nextCut(); line.isPresent(); line = lines.nextCut()) {
            Request request = RequestParser.parse(requestIn(line.get()));
            answer(handler, request);
            if (request instanceof Request.Exit) {
                return ExitStatus.OK;
            }
        }
        return ExitStatus.OK;
    }

    /** One that is too long is none. */
    private static String requestIn(Cut line) {
        return line.isWhole() ? line.text() : "";
    }

    /** {@return the last line of the answer} */
    private String answer(RequestHandler handler, Request request) {
        String last = lastLine(handler, request);
        request.secret().ifPresent(Password::close);
        write(last);
        out.flush();
        return last;
    }

    /** Whoever asks knows the protocol only, so whatever happens is said in it. */
    private String lastLine(RequestHandler handler, Request request) {
        try {
            return handler.answer(request, this::write);
        } catch (OutOfMemoryError e) {
            return "-DEAD out of memory: DMAIL_JAVA_OPTS=-Xmx512m gives nwauth more";
        } catch (RuntimeException e) {
            return "-DEAD bug in nwauth: " + Reason.of(e).replaceAll("\\p{Cntrl}", " ");
        }
    }

    private void write(String line) {
        out.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private ExitStatus once(RequestHandler handler, List<String> requests) {
        ExitStatus status = ExitStatus.OK;
        for (String request : requests) {
            byte[] octets = request.getBytes(StandardCharsets.UTF_8);
            String line = new String(octets, StandardCharsets.ISO_8859_1);
            status = statusOf(answer(handler, RequestParser.parse(line)));
        }
        return status;
    }

    private static ExitStatus statusOf(String reply) {
        if (reply.startsWith("+OK")) {
            return ExitStatus.OK;
        }
        return reply.startsWith("-DEAD") ? ExitStatus.TEMPORARY : ExitStatus.NO_USER;
    }
}
