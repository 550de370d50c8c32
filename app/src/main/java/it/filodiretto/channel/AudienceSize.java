// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.channel;

/** How many people of the current municipality want to hear from it: who knows implements it. */
public interface AudienceSize {

    long people();
}
