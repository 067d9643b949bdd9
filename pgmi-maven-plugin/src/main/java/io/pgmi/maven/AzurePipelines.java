// SPDX-License-Identifier: Apache-2.0
package io.pgmi.maven;

import io.pgmi.SourcePosition;

/** Logging commands (Microsoft's documentation, "Logging commands"), which want absolute paths. */
record AzurePipelines() implements CiServer {
    @Override
    public String annotation(Finding finding) {
        StringBuilder command = new StringBuilder("##vso[task.logissue type=");
        command.append(finding.error() ? "error" : "warning");
        SourcePosition position = finding.position();
        if (position != null) {
            command.append(";sourcepath=").append(escaped(position.file()));
            command.append(";linenumber=").append(position.line());
            command.append(";columnnumber=").append(position.column());
        }
        if (finding.code() != null) {
            command.append(";code=").append(escaped(finding.code()));
        }
        return command.append(']')
                .append(escaped(finding.title() + ": " + finding.message()))
                .toString();
    }

    static String escaped(String text) {
        return text.replace("%", "%AZP25")
                .replace(";", "%3B")
                .replace("\r", "%0D")
                .replace("\n", "%0A")
                .replace("]", "%5D");
    }
}
