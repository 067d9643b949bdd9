// SPDX-License-Identifier: Apache-2.0
package io.pgmi.report;

import io.pgmi.connect.ConnectionConfig.Line;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connection settings with their origins, as reports of any kind show them. */
final class SettingsJson {
    private SettingsJson() {}

    static Map<String, Object> of(List<Line> lines) {
        Map<String, Object> fields = new LinkedHashMap<>();
        lines.forEach(line -> fields.put(line.name(), field(line)));
        return fields;
    }

    private static Object field(Line line) {
        boolean given = !line.origin().isEmpty();
        Object shown = line.secret() ? (Object) line.shown().equals("set") : given ? line.shown() : null;
        return Json.members(
                line.secret() ? "set" : "value",
                shown,
                "origin",
                given ? line.origin() : null,
                "overrode",
                line.overrode());
    }
}
