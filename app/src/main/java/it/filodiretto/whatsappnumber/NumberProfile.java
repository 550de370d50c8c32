// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsappnumber;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What people see of the number in WhatsApp; empty where nothing is said. @param photo where Meta keeps it */
record NumberProfile(String about, String address, String description, String email, List<String> websites, String photo) {

    /** Public bodies, in Meta's words. */
    static final String VERTICAL = "GOVT";
    static final int LONGEST_ABOUT = 139;
    static final int LONGEST_ADDRESS = 256;
    static final int LONGEST_DESCRIPTION = 512;
    static final int LONGEST_EMAIL = 128;
    static final int LONGEST_WEBSITE = 256;
    static final int MOST_WEBSITES = 2;
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

    NumberProfile {
        websites = List.copyOf(websites);
    }

    /** By field: what Meta would not take, in Italian. */
    Map<String, String> flaws() {
        var flaws = new LinkedHashMap<String, String>();
        if (about.isBlank()) {
            flaws.put("info", "Scrivi due parole: chi risponde qui.");
        }
        tooLong(flaws, "info", about, LONGEST_ABOUT);
        tooLong(flaws, "indirizzo", address, LONGEST_ADDRESS);
        tooLong(flaws, "descrizione", description, LONGEST_DESCRIPTION);
        tooLong(flaws, "email", email, LONGEST_EMAIL);
        if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
            flaws.putIfAbsent("email", "Questo non è un indirizzo e-mail.");
        }
        if (websites.size() > MOST_WEBSITES) {
            flaws.put("siti", "Gli indirizzi sono al massimo due.");
        }
        if (!websites.stream().allMatch(NumberProfile::isWebsite)) {
            flaws.putIfAbsent("siti", "Un indirizzo comincia con https:// e ha al massimo " + LONGEST_WEBSITE + " caratteri.");
        }
        return flaws;
    }

    private static void tooLong(Map<String, String> flaws, String field, String text, int longest) {
        var length = text.codePointCount(0, text.length());
        if (length > longest) {
            flaws.put(field, "Qui ci sono " + length + " caratteri: accorcia a " + longest + ".");
        }
    }

    private static boolean isWebsite(String address) {
        try {
            var uri = new URI(address);
            return address.length() <= LONGEST_WEBSITE && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }
}
