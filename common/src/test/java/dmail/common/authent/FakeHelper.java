package dmail.common.authent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A helper program in sh that knows bob, and misbehaves for users of certain names. */
record FakeHelper(Path folder) {
    private static final String SCRIPT =
            """
            folder=$1
            echo start >> "$folder/starts"
            while IFS= read -r line; do
              printf '%s\\n' "$line" >> "$folder/asked"
              set -- $line
              if [ -e "$folder/down" ]; then echo "-DEAD data base down"; continue; fi
              case "$1 $2" in
                exit*) echo "+OK goodbye"; echo exit >> "$folder/starts"; exit 0;;
                "lookup bob") echo "+OK bob config 0";;
                "check bob") [ "$3" = secret ] && echo "+OK bob config 0" || echo "-ERR wrong";;
                *" owner") echo '+OK owner /spool/owner 1234 fwd="a@b.example" quota="5"';;
                *" data") echo "+DATA one"; echo "+DATA two"; echo "+OK data config 0";;
                *" dead") echo "-DEAD data base down";;
                *" dies") exit 1;;
                *" hangs") sleep 600;;
                *" quiet") printf '+OK quiet config 0'; sleep 600;;
                *" half") printf '+OK half config 0'; exit 0;;
                *" empty") echo;;
                *" garbage") echo "hello";;
                *" other") echo "+OK bob config 0";;
                *" twice") echo "+OK twice config 0"; echo "+OK bob config 0";;
                *" long") head -c 200000 /dev/zero | tr '\\0' 'x'; echo;;
                *" endless") while :; do echo "+DATA x"; done;;
                *" slow") for c in + O K ' ' s l o w ' ' c o n f i g ' ' 0; do printf %s "$c"; done; echo;;
                *" noisy") head -c 300000 /dev/zero | tr '\\0' '\\n' >&2; echo "+OK noisy config 0";;
                *" env") env > "$folder/env"; echo "+OK env config 0";;
                *) echo "-ERR no such user";;
              esac
            done
            """;

    List<String> command() throws IOException {
        Path script = folder.resolve("helper.sh");
        Files.writeString(script, SCRIPT);
        return List.of("/bin/sh", script.toString(), folder.toString());
    }

    List<String> asked() throws IOException {
        return Files.readAllLines(folder.resolve("asked"));
    }

    long starts() throws IOException {
        return Files.readAllLines(folder.resolve("starts")).stream()
                .filter("start"::equals)
                .count();
    }
}
