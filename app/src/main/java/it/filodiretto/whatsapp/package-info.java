// SPDX-License-Identifier: AGPL-3.0-or-later
/**
 * The channel WhatsApp, by Meta's Cloud API: webhooks in, messages out, templates, the account.
 */
@ApplicationModule(allowedDependencies = {"shared", "page", "api", "database", "municipality", "opening", "operator", "alarm", "citizen", "media", "messaging", "channel", "outbox", "sending", "inbound", "correspondence", "vault"})
@NullMarked
package it.filodiretto.whatsapp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
