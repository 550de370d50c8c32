// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Links to what browsers load. Each carries a version in its name, so that a browser may keep it for a year. */
@Component
public class Assets {

    private static final String BOOTSTRAP = "/webjars/bootstrap-italia/dist/";
    private static final Map<String, String> NAMES = Map.of(
        "bootstrap.css", BOOTSTRAP + "css/bootstrap-italia.min.css",
        "sprites.svg", BOOTSTRAP + "svg/sprites.svg",
        "htmx.js", "/webjars/htmx.org/dist/htmx.min.js",
        "leaflet.js", "/webjars/leaflet/dist/leaflet.js",
        "leaflet.css", "/webjars/leaflet/dist/leaflet.css");

    private final ResourceUrlProvider urls;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    Assets(ResourceUrlProvider urls) {
        this.urls = urls;
    }

    /**
     * The link to an asset.
     *
     * @param name {@code bootstrap.css}, {@code sprites.svg}, {@code htmx.js}, {@code leaflet.js}, {@code leaflet.css}, or a file of ours below {@code static/}
     * @throws IllegalArgumentException if there is no such file
     */
    public String link(String name) {
        return known.computeIfAbsent(name, this::find);
    }

    private String find(String name) {
        var link = urls.getForLookupPath(NAMES.getOrDefault(name, "/assets/" + name));
        if (link == null) {
            throw new IllegalArgumentException("No such asset: " + name);
        }
        return link;
    }
}
