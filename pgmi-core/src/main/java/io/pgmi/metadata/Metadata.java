// SPDX-License-Identifier: Apache-2.0
package io.pgmi.metadata;

import java.util.List;
import java.util.UUID;

/**
 * What a file says about itself (session API, section 3).
 *
 * @param id never the nil UUID
 * @param sortKeys in the order written, none of them blank; empty where the file's path is its key
 * @param description empty where there is none
 */
public record Metadata(UUID id, boolean idempotent, List<String> sortKeys, String description) {
    public Metadata {
        sortKeys = List.copyOf(sortKeys);
    }
}
