// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.metadata.Metadata;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code pgmi_plan_view} (session API, section 2), known without a server.
 *
 * @param order from 1
 * @param sortKey one of the file's keys; its path where it has none
 */
public record PlanStep(int order, String sortKey, SourceFile file) {
    private record Keyed(String sortKey, SourceFile file) {}

    /**
     * All rows, in order: by sort key, then by path, both as a database of encoding UTF8 or LATIN1 sorts them with
     * {@code COLLATE "C"}.
     */
    public static List<PlanStep> all(Project project) {
        List<Keyed> keyed = new ArrayList<>();
        for (SourceFile file : project.sources()) {
            List<String> keys =
                    file.metadata() == null ? List.of() : file.metadata().sortKeys();
            (keys.isEmpty() ? List.of(file.path().value()) : keys).forEach(key -> keyed.add(new Keyed(key, file)));
        }
        keyed.sort(Comparator.comparing(Keyed::sortKey, ByteOrder.INSTANCE)
                .thenComparing(one -> one.file().path()));
        List<PlanStep> steps = new ArrayList<>(keyed.size());
        for (Keyed one : keyed) {
            steps.add(new PlanStep(steps.size() + 1, one.sortKey(), one.file()));
        }
        return List.copyOf(steps);
    }

    /** Whether the file may run in every deployment; true where it does not say. */
    public boolean idempotent() {
        Metadata metadata = file.metadata();
        return metadata == null || metadata.idempotent();
    }

    /** Empty where the file has none. */
    public String description() {
        Metadata metadata = file.metadata();
        return metadata == null ? "" : metadata.description();
    }

    /** MD5 of the path's bytes, all 128 bits of it: no version of RFC 9562, which would set some of them. */
    public UUID genericId() {
        try {
            byte[] md5 =
                    MessageDigest.getInstance("MD5").digest(file.path().value().getBytes(StandardCharsets.UTF_8));
            BigInteger bits = new BigInteger(1, md5);
            return new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
