// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/** The program: one process that receives, sends and shows. {@code docs/ARCHITECTURE.md} draws it on one screen. */
@Modulithic(sharedModules = {"shared", "page", "api"})
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@NullMarked
public class Filodiretto {

    static void main(String[] args) {
        if (args.length > 0 && args[0].equals("admin")) {
            AdminMode.start(List.of(args).subList(1, args.length));
        } else {
            var program = new SpringApplication(Filodiretto.class);
            program.addListeners(new PreparedStart());
            program.run(args);
        }
    }
}
