// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** To whom the token may go. */
@NullMarked
class MediaHostsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
        https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1, true
        https://graph.facebook.com/x, true
        https://scontent.fbcdn.net/x, true
        http://127.0.0.1:9090/_media/1, true
        http://127.0.0.1:9091/_media/1, false
        https://127.0.0.1:9090/_media/1, false
        http://lookaside.fbsbx.com/x, false
        https://lookaside.fbsbx.com:8443/x, false
        https://lookaside.fbsbx.com.evil.example/x, false
        https://evilfbsbx.com/x, false
        https://facebook.com@evil.example/x, false
        https://user@lookaside.fbsbx.com/x, false
        file:///etc/passwd, false
        """)
    void onlyMetaGetsTheToken(URI link, boolean allowed) {
        assertThat(new MediaHosts(URI.create("http://127.0.0.1:9090/")).allow(link)).isEqualTo(allowed);
    }
}
