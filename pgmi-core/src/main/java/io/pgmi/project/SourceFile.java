// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * A project file that is no test: a row of {@code pgmi_source_view}.
 *
 * @param checksum SHA-256 of the content, 64 lower-case hexadecimal digits
 * @param normalizedChecksum SHA-256 of the normalized text (session API, section 4), likewise
 * @param metadata null where the file has none
 */
public record SourceFile(
        ProjectPath path,
        FileContent content,
        String checksum,
        String normalizedChecksum,
        @Nullable Metadata metadata) {}
