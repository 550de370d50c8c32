// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The channel WhatsApp, by Meta's Cloud API: messages out, with their files, and what they cost. Nobody uses this module; it
 * implements {@link it.filodiretto.channel.Channel}.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "municipality", "alarm", "citizen", "media", "messaging", "channel", "intake", "meta", "webhook", "whatsappnumber", "whatsapptemplate"})
@NullMarked
package it.filodiretto.whatsapp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
