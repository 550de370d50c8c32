// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.meta;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How this program deals with WhatsApp; each is explained in {@code application.yaml}.
 *
 * @param keepHandled how long a webhook body stays after it was handled
 * @param lease after which another node takes over a body whose node gives no sign of life
 * @param connections to Meta at most, at one time
 * @param answerWithin how long Meta may take to answer
 */
@ConfigurationProperties("filodiretto.whatsapp")
public record WhatsAppSettings(Duration keepHandled, Duration lease, int connections, Duration answerWithin) {}
