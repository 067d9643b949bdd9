// SPDX-License-Identifier: Apache-2.0
package io.pgmi.metadata;

import java.util.List;
import java.util.Optional;

/**
 * What a file's text holds.
 *
 * @param metadata empty where the file has no block, or a wrong one
 * @param problems what is wrong with it, each with {@code path:line} and how to mend it
 * @param warnings what was ignored, each with {@code path:line}
 */
public record MetadataFindings(Optional<Metadata> metadata, List<String> problems, List<String> warnings) {
    static final MetadataFindings NONE = new MetadataFindings(Optional.empty(), List.of(), List.of());

    public MetadataFindings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    static MetadataFindings problem(String problem) {
        return new MetadataFindings(Optional.empty(), List.of(problem), List.of());
    }
}
