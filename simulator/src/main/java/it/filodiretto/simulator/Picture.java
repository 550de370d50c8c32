// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Base64;

/** Files to send from a telephone: small, but enough for their way through the wire. */
final class Picture {

    private static final byte[] JPEG = Base64.getDecoder().decode(
            "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=");

    private Picture() {}

    static Attachment grey() {
        return Attachment.image("image/jpeg", JPEG, null);
    }

    /** The head of an Ogg file, without sound. */
    static Attachment voice() {
        return Attachment.voice(new byte[] {'O', 'g', 'g', 'S', 0, 2, 0, 0, 0, 0, 0, 0, 0, 0});
    }

    static Attachment document() {
        var pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
        return Attachment.document("application/pdf", pdf.getBytes(java.nio.charset.StandardCharsets.US_ASCII), "modulo.pdf", null);
    }
}
