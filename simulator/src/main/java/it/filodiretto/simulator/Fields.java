// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The parameter {@code fields} of Graph: what of an object is shown. The id always is. */
final class Fields {

    private Fields() {}

    static ObjectNode only(ObjectNode whole, @Nullable String fields, Set<String> usual) {
        var wanted = fields == null || fields.isBlank() ? usual
                : Arrays.stream(fields.replaceAll("\\{[^}]*}", "").split(",")).map(String::strip).collect(Collectors.toSet());
        var shown = Json.object();
        whole.properties().forEach(it -> {
            if (wanted.contains(it.getKey()) || it.getKey().equals("id")) {
                shown.set(it.getKey(), it.getValue());
            }
        });
        return shown;
    }
}
