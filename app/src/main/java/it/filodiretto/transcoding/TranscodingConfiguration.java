// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.transcoding;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads which programs there are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TranscodingSettings.class)
class TranscodingConfiguration {}
