// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ContainerNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes a webhook body at random: mostly as JSON, so that it stays readable, sometimes as bare bytes. */
final class Mutation {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> NASTY = List.of("", " ", "\u0000", "\uD800", "STOP", "ATTIVA COMUNE AMICO", "\u202Eevil", "-1", "1e999", "null", "[]",
        "99999999999999999999999", "<script>alert(1)</script>", "'; drop table citizen; --", "{comune}", "IT.1", "IT." + "x".repeat(400), "+39", "😀".repeat(300),
        "text", "image", "reaction", "edit", "revoke", "system", "contacts", "location", "interactive", "unsupported", "x".repeat(5_000));

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** @param id of the messages in it, mostly, so that they are new */
    byte[] of(byte[] golden, String id) {
        var root = JSON.readTree(golden);
        number(root, id);
        for (int i = random.nextInt(4); i > 0; i--) {
            change(root);
        }
        var body = JSON.writeValueAsBytes(root);
        return random.nextInt(5) == 0 ? bytes(body) : body;
    }

    private static void number(JsonNode root, String id) {
        int index = 0;
        for (var message : root.findValues("messages")) {
            for (var one : message) {
                if (one instanceof ObjectNode object && object.has("id")) {
                    object.put("id", id + "." + index++);
                }
            }
        }
    }

    private void change(JsonNode root) {
        var places = new ArrayList<ContainerNode<?>>();
        collect(root, places);
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode object when !object.isEmpty() -> change(object);
            case ArrayNode array when !array.isEmpty() -> change(array);
            case ContainerNode<?> _ -> { }
        }
    }

    private void change(ObjectNode object) {
        var key = new ArrayList<>(object.propertyNames()).get(random.nextInt(object.size()));
        switch (random.nextInt(5)) {
            case 0 -> object.remove(key);
            case 1 -> object.set(key + (random.nextBoolean() ? "_new" : ""), any(object.get(key)));
            case 2 -> object.set("unheard_of", object.get(key).deepCopy());
            default -> object.set(key, any(object.get(key)));
        }
    }

    private void change(ArrayNode array) {
        int index = random.nextInt(array.size());
        switch (random.nextInt(4)) {
            case 0 -> array.remove(index);
            case 1 -> array.add(array.get(index).deepCopy());
            case 2 -> array.insert(0, any(array.get(index)));
            default -> array.set(index, any(array.get(index)));
        }
    }

    private JsonNode any(JsonNode was) {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.numberNode(random.nextDouble() * 1e12 - 5e11);
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.arrayNode().add(was.deepCopy());
            case 5 -> NODES.objectNode().set("inside", was.deepCopy());
            default -> NODES.stringNode(NASTY.get(random.nextInt(NASTY.size())));
        };
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> places) {
        if (node instanceof ContainerNode<?> container) {
            places.add(container);
            container.forEach(it -> collect(it, places));
        }
    }

    private byte[] bytes(byte[] body) {
        int at = random.nextInt(body.length);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(body, at);
            case 1 -> {
                var changed = body.clone();
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
            case 2 -> (new String(body, 0, at, StandardCharsets.ISO_8859_1) + "\\u00" + new String(body, at, body.length - at, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
            default -> {
                var twice = Arrays.copyOf(body, body.length + at);
                System.arraycopy(body, 0, twice, body.length, at);
                yield twice;
            }
        };
    }
}
