// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** The server as the program uses it with nothing of the program on it: one servlet answers everything, for tests of what lies between. */
public final class LoneTomcat implements AutoCloseable {

    private final Tomcat server = new Tomcat();
    private final Context context;

    /** @param directory empty, for the server's own */
    public LoneTomcat(Path directory, HttpServlet servlet) {
        server.setBaseDir(directory.toString());
        server.setPort(0);
        context = server.addContext("", directory.toString());
        Tomcat.addServlet(context, "servlet", servlet);
        context.addServletMappingDecoded("/", "servlet");
        server.getConnector();
    }

    /** Before everything. */
    public LoneTomcat behind(Filter filter) {
        var definition = new FilterDef();
        definition.setFilterName("filter");
        definition.setFilter(filter);
        context.addFilterDef(definition);
        var everywhere = new FilterMap();
        everywhere.setFilterName("filter");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
        return this;
    }

    public LoneTomcat start() throws LifecycleException {
        server.start();
        return this;
    }

    public int port() {
        return server.getConnector().getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        server.stop();
        server.destroy();
    }
}
