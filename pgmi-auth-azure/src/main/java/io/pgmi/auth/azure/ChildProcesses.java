// SPDX-License-Identifier: Apache-2.0
package io.pgmi.auth.azure;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The SDK's command-line tools, which it waits for without a limit and leaves behind when it is interrupted. */
record ChildProcesses(Set<Long> ids) {
    private static final Pattern TOOLS =
            Pattern.compile("az account get-access-token|azd auth token|pwsh|powershell", Pattern.CASE_INSENSITIVE);

    static ChildProcesses now() {
        return new ChildProcesses(
                ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet()));
    }

    /** Ends those that were started since and are such a tool, with what they have started. */
    void endLaterOnes() {
        ProcessHandle.current()
                .children()
                .filter(child -> !ids.contains(child.pid()))
                .filter(child ->
                        TOOLS.matcher(child.info().commandLine().orElse("")).find())
                .forEach(child -> {
                    child.descendants().forEach(ProcessHandle::destroyForcibly);
                    child.destroyForcibly();
                });
    }
}
