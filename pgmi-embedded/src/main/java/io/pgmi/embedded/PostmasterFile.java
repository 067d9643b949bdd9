// SPDX-License-Identifier: Apache-2.0
package io.pgmi.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes to {@code postmaster.pid} in its data directory, since PostgreSQL 10: its process id on
 * line 1, the start time in seconds since the epoch on line 3, its status on line 8 (the source's miscadmin.h).
 */
record PostmasterFile(long pid, Instant started, String status) {
    static final String NAME = "postmaster.pid";
    private static final int LINES = 8;
    /** Clocks are set, and the two times are taken a moment apart. */
    private static final Duration START_TIME_TOLERANCE = Duration.ofSeconds(20);

    /** Empty where the file is absent or not yet written in full. */
    static Optional<PostmasterFile> read(Path dataDirectory) {
        try {
            // ISO-8859-1 reads any bytes: the data directory's name may be in whatever charset the file system has.
            List<String> lines = Files.readAllLines(dataDirectory.resolve(NAME), StandardCharsets.ISO_8859_1);
            if (lines.size() < 3) {
                return Optional.empty();
            }
            String status = lines.size() < LINES ? "" : lines.get(LINES - 1).strip();
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(0).strip()),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip())),
                    status));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isReady() {
        return status.equals("ready");
    }

    /**
     * The process, if it still is that server: the operating system may have given the number to another process since.
     */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> {
            ProcessHandle.Info info = process.info();
            boolean otherProgram = info.command()
                    .map(command ->
                            !String.valueOf(Path.of(command).getFileName()).startsWith("postgres"))
                    .orElse(false);
            boolean otherTime = info.startInstant()
                    .map(start -> Duration.between(start, started).abs().compareTo(START_TIME_TOLERANCE) > 0)
                    .orElse(false);
            return !otherProgram && !otherTime;
        });
    }
}
