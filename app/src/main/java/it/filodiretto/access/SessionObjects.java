// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.serializer.support.DeserializingConverter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.csrf.CsrfToken;

/** What a session keeps, from its bytes. Who is signed in, and their guard, are read once as long as the bytes stay the same: an open inbox asks for them several times a second. */
final class SessionObjects implements Converter<byte[], Object> {

    private static final int MOST = 500;

    private record Bytes(byte[] all) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes(byte[] others) && Arrays.equals(all, others);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(all);
        }
    }

    private final DeserializingConverter reader;
    private final Map<Bytes, Object> known = new LinkedHashMap<>(16, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes, Object> eldest) {
            return size() > MOST;
        }
    };

    SessionObjects(ClassLoader classes) {
        this.reader = new DeserializingConverter(classes);
    }

    private synchronized @Nullable Object known(Bytes bytes) {
        return known.get(bytes);
    }

    private synchronized void keep(Bytes bytes, Object read) {
        known.put(bytes, read);
    }

    @Override
    public Object convert(byte[] bytes) {
        var key = new Bytes(bytes);
        var found = known(key);
        if (found == null) {
            var read = reader.convert(bytes);
            found = read instanceof SecurityContext it && it.getAuthentication() != null ? it.getAuthentication() : read;
            if (found instanceof Authentication || found instanceof CsrfToken) {
                keep(key, found);
            }
        }
        // Who logs out empties the context of that request, which is theirs alone.
        return found instanceof Authentication who ? new SecurityContextImpl(who) : found;
    }
}
