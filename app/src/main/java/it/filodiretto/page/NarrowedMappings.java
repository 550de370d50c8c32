// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Spring compares a request with each of our three hundred addresses, method and headers first, because a town's name stands at the beginning
 * of most: a tenth of what a request took. Here only those are compared that have the same number of words, and the same fixed ones. Where
 * none of them fits, Spring says of them why.
 */
final class NarrowedMappings extends RequestMappingHandlerMapping {

    /** One address of a handler. @param words its words, {@code null} where any may stand; empty: some may be any number of words */
    private record Address(RequestMappingInfo info, HandlerMethod handler, Optional<@Nullable String[]> words) {

        static Stream<Address> all(RequestMappingInfo info, HandlerMethod handler) {
            return info.getPatternValues().stream().map(it -> new Address(info, handler, NarrowedMappings.words(it)));
        }

        boolean mayBe(String[] asked) {
            return words.isEmpty() || NarrowedMappings.mayBe(words.get(), asked);
        }
    }

    private record Match(RequestMappingInfo info, HandlerMethod handler) {}

    /** By how many words they have; at -1 those that may have any number. */
    private Map<Integer, List<Address>> addresses = Map.of();

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        addresses = getHandlerMethods().entrySet().stream().flatMap(it -> Address.all(it.getKey(), it.getValue()))
            .collect(Collectors.groupingBy(it -> it.words().map(words -> words.length).orElse(-1)));
    }

    @Override
    protected @Nullable HandlerMethod lookupHandlerMethod(String path, HttpServletRequest request) throws Exception {
        if (CorsUtils.isPreFlightRequest(request)) {
            return super.lookupHandlerMethod(path, request);
        }
        var words = words(ServletRequestPathUtils.getParsedRequestPath(request).pathWithinApplication());
        var near = Stream.of(words.length, -1).flatMap(it -> addresses.getOrDefault(it, List.of()).stream()).filter(it -> it.mayBe(words)).toList();
        var matches = matches(near, request);
        if (matches.size() > 1) {
            var better = getMappingComparator(request);
            matches.sort((one, other) -> better.compare(one.info(), other.info()));
            if (better.compare(matches.get(0).info(), matches.get(1).info()) == 0) {
                return super.lookupHandlerMethod(path, request);
            }
        }
        if (matches.isEmpty()) {
            return handleNoMatch(near.stream().map(Address::info).collect(Collectors.toSet()), path, request);
        }
        var best = matches.getFirst();
        request.setAttribute(BEST_MATCHING_HANDLER_ATTRIBUTE, best.handler());
        handleMatch(best.info(), path, request);
        return best.handler();
    }

    private List<Match> matches(List<Address> near, HttpServletRequest request) {
        var matches = new ArrayList<Match>();
        for (var address : near) {
            var match = getMatchingMapping(address.info(), request);
            if (match != null) {
                matches.add(new Match(match, address.handler()));
            }
        }
        return matches;
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

    private static Optional<@Nullable String[]> words(String pattern) {
        return pattern.isEmpty() || pattern.contains("**") || pattern.contains("{*") || pattern.contains("\\") ? Optional.empty() : Optional.of(fixed(pattern));
    }

    static boolean mayBe(String address, String asked) {
        return words(address).filter(it -> !mayBe(it, words(PathContainer.parsePath(asked)))).isEmpty();
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
