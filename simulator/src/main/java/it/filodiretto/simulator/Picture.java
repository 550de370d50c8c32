// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.simulator;

import java.util.Base64;

/** A photograph to send from a telephone: one grey pixel, which is enough for its way through the wire. */
final class Picture {

    private static final byte[] JPEG = Base64.getDecoder().decode(
            "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=");

    private Picture() {}

    static Attachment grey() {
        return Attachment.image("image/jpeg", JPEG, null);
    }
}
