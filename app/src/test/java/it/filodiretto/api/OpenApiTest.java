// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.TownTest;
import it.filodiretto.broadcast.BroadcastStatus;
import it.filodiretto.messaging.ChannelKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TownTest
class OpenApiTest {

    @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapped;

    @Test
    void theDescriptionNamesTheCallsThatThereAreAndNoOthers() throws IOException {
        assertThat(described()).isEqualTo(routes());
    }

    @Test
    void theWordsOfAStateOrChannelAreAllThatAnAnswerMayHold() throws IOException {
        assertThat(words("Conversation", "channel")).isEqualTo(codes(ChannelKind.values()));
        assertThat(words("Broadcast", "state")).isEqualTo(codes(BroadcastStatus.Phase.values()));
        assertThat(words("Message", "status")).contains("uncertain", "queued", "failed");
    }

    private static List<String> codes(Enum<?>[] values) {
        return Arrays.stream(values).map(it -> it.name().toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> words(String schema, String property) throws IOException {
        try (var file = new ClassPathResource("openapi.json").getInputStream()) {
            return JsonMapper.builder().build().readTree(file).at("/components/schemas/" + schema + "/properties/" + property + "/enum").valueStream().map(JsonNode::asString).toList();
        }
    }

    private TreeSet<String> routes() {
        var routes = new TreeSet<String>();
        mapped.getHandlerMethods().forEach((route, method) -> {
            if (method.getBeanType() != SampleCalls.class) {
                for (var pattern : route.getPatternValues()) {
                    if (pattern.startsWith("/api/v1")) {
                        route.getMethodsCondition().getMethods().forEach(it -> routes.add(it + " " + pattern.replaceAll("\\{(\\w+):[^}]*\\}", "{$1}")));
                    }
                }
            }
        });
        return routes;
    }

    private static TreeSet<String> described() throws IOException {
        var calls = new TreeSet<String>();
        try (var file = new ClassPathResource("openapi.json").getInputStream()) {
            JsonMapper.builder().build().readTree(file).get("paths").properties()
                .forEach(path -> path.getValue().propertyNames().forEach(verb -> calls.add(verb.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        }
        return calls;
    }
}
