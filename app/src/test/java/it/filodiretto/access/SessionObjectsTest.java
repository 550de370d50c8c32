// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.access;

import static org.assertj.core.api.Assertions.assertThat;

import it.filodiretto.operator.OperatorPrincipal;
import it.filodiretto.operator.Role;
import it.filodiretto.operator.SignedIn;
import it.filodiretto.shared.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;

class SessionObjectsTest {

    private final SessionObjects objects = new SessionObjects(SessionObjectsTest.class.getClassLoader());

    private static byte[] bytes(Object of) {
        return new SerializingConverter().convert(of);
    }

    private static SignedIn somebody() {
        var who = new OperatorPrincipal(Ids.next(), Ids.next(), "Anna Rossi", Set.of(Role.AGENT));
        return new SignedIn(who, who.permissions());
    }

    @Test
    void whoIsSignedInIsReadOnceAsLongAsTheSessionSaysTheSame() {
        var bytes = bytes(new SecurityContextImpl(somebody()));
        var first = (SecurityContext) objects.convert(bytes);
        var again = (SecurityContext) objects.convert(bytes.clone());
        assertThat(again.getAuthentication()).isNotNull().isSameAs(first.getAuthentication());
        assertThat(objects.convert(bytes(new SecurityContextImpl(somebody())))).as("of somebody else").isNotEqualTo(first);
    }

    @Test
    void whoLogsOutInOneRequestIsStillThereInAnotherThatGoesOn() {
        var bytes = bytes(new SecurityContextImpl(somebody()));
        var leaving = (SecurityContext) objects.convert(bytes);
        var other = (SecurityContext) objects.convert(bytes.clone());
        leaving.setAuthentication(null);
        assertThat(other.getAuthentication()).isNotNull();
        assertThat(((SecurityContext) objects.convert(bytes.clone())).getAuthentication()).isNotNull();
    }

    @Test
    void whatMayBeChangedByWhoReadsItIsReadAnew() {
        var bytes = bytes(new ArrayList<>(List.of("a")));
        assertThat(objects.convert(bytes)).isEqualTo(List.of("a")).isNotSameAs(objects.convert(bytes));
    }

    @Test
    void aContextOfNobodyStaysOne() {
        assertThat(objects.convert(bytes(new SecurityContextImpl()))).isEqualTo(new SecurityContextImpl());
    }
}
