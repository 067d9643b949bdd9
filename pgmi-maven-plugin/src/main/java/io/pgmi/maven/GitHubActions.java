// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.SourcePosition;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Workflow commands (GitHub's documentation, "Workflow commands for GitHub Actions").
 *
 * @param workspace GITHUB_WORKSPACE, which files are told relative to; null where it is not known
 */
record GitHubActions(@Nullable Path workspace) implements CiServer {
    @Override
    public String annotation(Finding finding) {
        StringBuilder command = new StringBuilder(finding.error() ? "::error " : "::warning ");
        SourcePosition position = finding.position();
        if (position != null) {
            command.append("file=").append(property(path(position.file()))).append(",line=");
            command.append(position.line())
                    .append(",col=")
                    .append(position.column())
                    .append(',');
        }
        command.append("title=").append(property(finding.title())).append("::");
        return command.append(data(finding.message())).toString();
    }

    private String path(String file) {
        Path path = Path.of(file).normalize();
        Path shown = workspace != null && path.startsWith(workspace) ? workspace.relativize(path) : path;
        return shown.toString().replace('\\', '/');
    }

    static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
