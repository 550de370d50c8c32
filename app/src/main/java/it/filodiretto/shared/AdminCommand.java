// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.shared;

import java.io.PrintStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/**
 * Something an administrator does by hand: {@code bin/admin NAME …}. Every bean of this type is a command; the class of
 * {@code api-key} is called {@code ApiKeyCommand} or {@code ApiKey}, by which it is found. It runs in a program that serves
 * no page, starts nothing in the background and makes only the beans that the command asks for.
 */
public interface AdminCommand {

    /** The word after {@code bin/admin}, such as {@code api-key}. */
    String name();

    /** Its name, its arguments and what they do, a line or more, as {@code bin/admin} shows them: of the class, to be read where nothing is started. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Help {

        String value();
    }

    /**
     * Does it and says so.
     *
     * @throws IllegalArgumentException if the arguments make no sense; the message and the help are shown
     * @throws RefusedAtStart if it cannot be done; the message says why and what to do
     */
    void run(List<String> arguments, PrintStream out);

    /** What an administrator types here: {@code bin/admin keys use}, or as the installed package's script calls itself. */
    static String typed(String command) {
        return System.getProperty("filodiretto.admin", "bin/admin") + " " + command;
    }

    /** The argument at this place. @throws IllegalArgumentException if there are fewer */
    static String required(List<String> arguments, int at) {
        if (arguments.size() <= at) {
            throw new IllegalArgumentException("Something is missing after: " + String.join(" ", arguments));
        }
        return arguments.get(at);
    }
}
