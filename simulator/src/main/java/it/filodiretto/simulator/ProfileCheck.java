// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The public profile of a number: what it may hold, and how much. */
final class ProfileCheck {

    private static final Map<String, Integer> LENGTHS = Map.of("about", 139, "address", 256, "description", 512, "email", 128);
    private static final Set<String> OTHERS = Set.of("messaging_product", "vertical", "websites", "profile_picture_handle");
    private static final Set<String> VERTICALS = Set.of(
            "OTHER", "AUTO", "BEAUTY", "APPAREL", "EDU", "ENTERTAIN", "EVENT_PLAN", "FINANCE", "GROCERY", "GOVT", "HOTEL", "HEALTH",
            "NONPROFIT", "PROF_SERVICES", "RETAIL", "TRAVEL", "RESTAURANT", "UNDEFINED");

    private ProfileCheck() {}

    /** The profile with the changes; a handle becomes the address of the photograph. */
    static ObjectNode changed(ObjectNode before, ObjectNode asked) {
        asked.properties().forEach(it -> {
            var longest = LENGTHS.get(it.getKey());
            if (longest == null && !OTHERS.contains(it.getKey())) {
                throw GraphError.of(100, "Unexpected key \"" + it.getKey() + "\"");
            }
            if (longest != null && (it.getValue().asString("").length() > longest || it.getKey().equals("about") && it.getValue().asString("").isEmpty())) {
                throw GraphError.of(100, it.getKey() + " has " + longest + " characters at most");
            }
        });
        if (asked.has("vertical") && !VERTICALS.contains(Json.text(asked, "vertical", ""))) {
            throw GraphError.of(100, "vertical must be one of " + VERTICALS);
        }
        if (asked.path("websites").size() > 2) {
            throw GraphError.of(100, "There are two websites at most");
        }
        var profile = before.deepCopy();
        profile.setAll(asked);
        var handle = Json.text(asked, "profile_picture_handle");
        if (handle != null) {
            profile.remove("profile_picture_handle");
            profile.put("profile_picture_url", "https://pps.whatsapp.net/" + Integer.toHexString(handle.hashCode()) + ".jpg");
        }
        return profile;
    }
}
