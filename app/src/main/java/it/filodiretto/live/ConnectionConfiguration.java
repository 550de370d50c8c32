// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What Tomcat keeps for a connection on which nothing happens: two buffers of 8 kB unless told otherwise (HTTP Connector,
 * {@code socket.appReadBufSize}, {@code socket.appWriteBufSize}). Most connections only listen; half of it serves the others as well.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    private static final String BYTES = "4096";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> lightConnections() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", BYTES);
            connector.setProperty("socket.appWriteBufSize", BYTES);
        });
    }
}
