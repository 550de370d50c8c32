// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.live;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What Tomcat keeps for a connection on which nothing happens: two buffers of 8 kB unless told otherwise (HTTP Connector,
 * {@code socket.appReadBufSize}, {@code socket.appWriteBufSize}). Most connections only listen; half of it, and a quarter of what reads, serves the others
 * as well: a request is read past the buffer into what is as large.
 */
@Configuration(proxyBeanMethods = false)
class ConnectionConfiguration {

    private static final String TO_READ = "2048";
    private static final String TO_WRITE = "4096";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> lightConnections() {
        return factory -> factory.addConnectorCustomizers(connector -> {
            connector.setProperty("socket.appReadBufSize", TO_READ);
            connector.setProperty("socket.appWriteBufSize", TO_WRITE);
        });
    }
}
