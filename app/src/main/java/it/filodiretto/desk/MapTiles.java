// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.desk;

import it.filodiretto.shared.RefusedAtStart;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where pictures of the map come from, by setting. None: places are shown by words, coordinates and a link alone. */
@Component
class MapTiles {

    /** {@code https://tile.example.it/{z}/{x}/{y}.png}; a browser is told the origin, so nothing else may stand there. */
    private static final Pattern ADDRESS = Pattern.compile("(https?://)(\\{s}\\.)?([a-z0-9.-]+(?::\\d{1,5})?)/[^\\s;,'\"<>]*");

    private final String address;
    private final String credit;

    MapTiles(@Value("${filodiretto.map.tiles}") String address, @Value("${filodiretto.map.credit}") String credit) {
        if (!address.isEmpty() && !ADDRESS.matcher(address).matches()) {
            throw new RefusedAtStart("filodiretto.map.tiles is an address like https://tile.example.it/{z}/{x}/{y}.png, not " + address);
        }
        this.address = address;
        this.credit = credit;
    }

    boolean isOn() {
        return !address.isEmpty();
    }

    /** With {@code {z} {x} {y}}, and perhaps {@code {s}}, in it. */
    String address() {
        return address;
    }

    /** Who made the map. */
    String credit() {
        return credit;
    }

    /** From where browsers may fetch its pictures. */
    String origin() {
        var parts = ADDRESS.matcher(address);
        return parts.matches() ? parts.group(1) + (parts.group(2) == null ? "" : "*.") + parts.group(3) : "";
    }
}
