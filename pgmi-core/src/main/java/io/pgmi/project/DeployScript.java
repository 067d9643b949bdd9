// SPDX-License-Identifier: Apache-2.0
package io.pgmi.project;

import io.pgmi.script.MacroCall;
import java.util.List;

/**
 * The project's deploy.sql.
 *
 * @param file its name as the directory lists it, relative to the project's root
 * @param calls of the test macro in it
 */
public record DeployScript(String file, String text, List<MacroCall> calls) {
    public DeployScript {
        calls = List.copyOf(calls);
    }
}
