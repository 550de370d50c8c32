// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Spring compares a request with each of our three hundred addresses, method and headers first, because a town's name stands at the beginning
 * of most: a tenth of what a request took. Here those with another number of words, or with another fixed word, are passed over before.
 */
final class NarrowedMappings extends RequestMappingHandlerMapping {

    /** Of each address its words, {@code null} where any may stand; those of one address where some may be any number of words: empty. By identity. */
    private volatile Map<RequestMappingInfo, List<@Nullable String[]>> addresses = new IdentityHashMap<>();
    private final ThreadLocal<String @Nullable []> asked = new ThreadLocal<>();

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        asked.set(words(ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication()));
        try {
            return super.lookupHandlerMethod(path, request);
        } finally {
            asked.remove();
        }
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, HttpServletRequest request) {
        var words = asked.get();
        return words == null || mayBe(addresses(info), words) ? super.getMatchingMapping(info, request) : null;
    }

    private List<@Nullable String[]> addresses(RequestMappingInfo info) {
        var known = addresses.get(info);
        if (known == null) {
            known = addresses(info.getPatternValues());
            var more = new IdentityHashMap<>(addresses);
            more.put(info, known);
            addresses = more;   // two at once: one of them looks again
        }
        return known;
    }

    private static boolean mayBe(List<@Nullable String[]> addresses, String[] asked) {
        if (addresses.isEmpty()) {
            return true;
        }
        for (var address : addresses) {
            if (mayBe(address, asked)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayBe(@Nullable String[] address, String[] asked) {
        if (address.length != asked.length) {
            return false;
        }
        for (int i = 0; i < address.length; i++) {
            if (address[i] != null && !address[i].equals(asked[i])) {
                return false;
            }
        }
        return true;
    }

    private static String[] words(PathContainer path) {
        return path.elements().stream().filter(PathContainer.PathSegment.class::isInstance).map(it -> ((PathContainer.PathSegment) it).valueToMatch()).toArray(String[]::new);
    }

    private static List<@Nullable String[]> addresses(Set<String> patterns) {
        return patterns.stream().anyMatch(it -> it.isEmpty() || it.contains("**") || it.contains("{*") || it.contains("\\"))
            ? List.of() : patterns.stream().map(NarrowedMappings::fixed).toList();
    }

    static boolean mayBe(String address, String asked) {
        return mayBe(addresses(Set.of(address)), words(PathContainer.parsePath(asked)));
    }

    private static @Nullable String[] fixed(String pattern) {
        var words = words(PathContainer.parsePath(pattern));
        var fixed = new @Nullable String[words.length];
        for (int i = 0; i < words.length; i++) {
            fixed[i] = words[i].matches("[\\w.-]+") ? words[i] : null;
        }
        return fixed;
    }
}
