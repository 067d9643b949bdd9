// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cluster's folder: made empty, filled by initdb, configured.
 *
 * @param path where it is in the end
 * @param temporary whether it had to be made elsewhere than asked, because the server's account cannot work there
 */
record DataDirectory(Path path, boolean temporary) {
    private static final Duration INITDB_TIMEOUT = Duration.ofMinutes(5);
    /** Made by initdb at the very start, so that one which was killed half-way can be told as well. */
    private static final List<String> MARKS = List.of("PG_VERSION", "pg_wal");

    /** An empty folder that the account can work in; what an earlier run left is removed. */
    static DataDirectory create(Path wanted, Account account, ServerControl control) {
        try {
            removeLeftover(wanted, control);
            Files.createDirectories(wanted);
            if (account.takesOver(wanted, control.log())) {
                return new DataDirectory(wanted, false);
            }
            Path elsewhere = Files.createTempDirectory("pgmi-postgres-data-");
            if (account.takesOver(elsewhere, control.log())) {
                return new DataDirectory(elsewhere, true);
            }
            Files.delete(elsewhere);
            throw new EmbeddedServerException("The server, which cannot run as root, can work neither in " + wanted
                    + " nor in " + elsewhere.getParent() + ". Run the build as a normal user, or set -Djava.io.tmpdir"
                    + " to a folder that everybody can enter.");
        } catch (IOException e) {
            throw new EmbeddedServerException("The data directory " + wanted + " cannot be made: " + e, e);
        }
    }

    private static void removeLeftover(Path directory, ServerControl control) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> entries = Files.list(directory)) {
            List<String> names =
                    entries.map(entry -> String.valueOf(entry.getFileName())).toList();
            if (!names.isEmpty() && MARKS.stream().noneMatch(names::contains)) {
                throw new EmbeddedServerException(
                        "The data directory " + directory + " holds files (" + names.get(0)
                                + ", …) that are not PostgreSQL's, and it would be emptied. Choose another folder, or empty it.");
            }
        }
        if (PostmasterFile.read(directory).flatMap(PostmasterFile::process).isPresent()) {
            control.stop(directory);
        }
        FileTrees.delete(directory);
    }

    void initialize(Path home, Account account, Path log) {
        List<String> command = List.of(
                Account.program(home, "initdb"),
                "--pgdata=" + path,
                "--username=" + EmbeddedServer.USERNAME,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                // A power failure may take this cluster.
                "--no-sync");
        LogTail tail = LogTail.from(log);
        if (Command.run(account.command(command), log, INITDB_TIMEOUT) != 0) {
            throw new EmbeddedServerException("initdb failed for the data directory " + path + tail.explained());
        }
    }

    /** Settings go to a file rather than to the command line: no shell, also not that of pg_ctl on Windows, sees them. */
    void configure(Map<String, String> settings) throws IOException {
        StringBuilder lines = new StringBuilder();
        settings.forEach((name, value) -> lines.append(name)
                .append(" = '")
                .append(value.replace("\\", "\\\\").replace("'", "''").replace("\n", "\\n"))
                .append("'\n"));
        boolean first = Files.notExists(path.resolve("pgmi.conf"));
        Files.writeString(path.resolve("pgmi.conf"), lines, StandardCharsets.UTF_8);
        if (first) {
            Files.writeString(
                    path.resolve("postgresql.conf"),
                    "\ninclude 'pgmi.conf'\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.APPEND);
        }
    }

    /** Nobody would look for a folder under java.io.tmpdir; one in the build's own place stays for a look at it. */
    void removeIfTemporary() {
        if (temporary) {
            try {
                FileTrees.delete(path);
            } catch (IOException e) {
                // Left to whoever cleans temporary files.
            }
        }
    }
}
