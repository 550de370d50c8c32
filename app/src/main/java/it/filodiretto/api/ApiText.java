// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.api;

import org.springframework.stereotype.Component;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Texts in the bodies of programs: the zero character, of which PostgreSQL keeps none, is refused where it stands. */
@Component
class ApiText extends SimpleModule {

    private static final long serialVersionUID = 1;

    ApiText() {
        super("filodiretto-texts");
        addDeserializer(String.class, new WithoutZero());
    }

    private static final class WithoutZero extends StdScalarDeserializer<String> {

        WithoutZero() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            var text = StringDeserializer.instance.deserialize(parser, context);
            if (text != null && text.indexOf('\u0000') >= 0) {
                throw new IllegalArgumentException("A text cannot hold the character U+0000");
            }
            return text;
        }
    }
}
