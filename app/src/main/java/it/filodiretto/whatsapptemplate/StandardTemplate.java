// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.municipality.Municipality;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The templates that every municipality has at Meta, made by set-up. The municipality's name is part of the text; the
 * blanks have names. Meta's rules: no blank at either end, and enough words around them.
 */
public enum StandardTemplate {

    /** A notice of public service. */
    GENERAL("avviso_generale", MetaCategory.UTILITY, "il modello degli avvisi", """
        Avviso del {comune}.

        *{{titolo}}*
        {{testo}}

        Tutto l’avviso, sempre aggiornato: {{link}}
        Grazie per l’attenzione."""),

    /** News, events, what Meta calls marketing. */
    NEWS("avviso_novita", MetaCategory.MARKETING, "il modello delle novità", """
        Novità dal {comune}.

        *{{titolo}}*
        {{testo}}

        Per saperne di più: {{link}}
        Grazie per l’attenzione."""),

    CIVIL_PROTECTION("avviso_protezione_civile", MetaCategory.UTILITY, "il modello della protezione civile", """
        Protezione civile, {comune}.

        *{{titolo}}*
        {{testo}}

        Che cosa fare e aggiornamenti: {{link}}
        Se sei in pericolo chiama il 112."""),

    /** The same three with a picture above the text. Where one may not be used, its plain one goes. */
    GENERAL_PICTURE(GENERAL), NEWS_PICTURE(NEWS), CIVIL_PROTECTION_PICTURE(CIVIL_PROTECTION);

    public static final String LANGUAGE = "it";
    public static final String FOOTER = "Per non ricevere più avvisi scrivi STOP.";
    /** Meta's limit for the text with its blanks filled. */
    static final int LONGEST_BODY = 1024;
    private static final Pattern BLANK = Pattern.compile("\\{\\{([a-z_]+)}}");

    private final String templateName;
    private final MetaCategory category;
    private final String words;
    private final String text;
    private final boolean picture;

    StandardTemplate(String templateName, MetaCategory category, String words, String text) {
        this.templateName = templateName;
        this.category = category;
        this.words = words;
        this.text = text;
        this.picture = false;
    }

    StandardTemplate(StandardTemplate plain) {
        this.templateName = plain.templateName + "_foto";
        this.category = plain.category;
        this.words = plain.words + " con foto";
        this.text = plain.text;
        this.picture = true;
    }

    /** One blank, and what Meta's reviewers see in it. */
    record Blank(String name, String example) {}

    static final List<Blank> BLANKS = List.of(
        new Blank("titolo", "Manca l’acqua in via del Marais"),
        new Blank("testo", "Oggi dalle 10:15 alle 15 circa manca l’acqua per un guasto. Autobotte in piazza della Fonte dalle 11."),
        new Blank("link", "https://esempio.it/avvisi/123"));

    static @Nullable StandardTemplate named(String name) {
        for (var one : values()) {
            if (one.templateName.equals(name)) {
                return one;
            }
        }
        return null;
    }

    public String templateName() {
        return templateName;
    }

    /** Whether it has a picture above its text. */
    public boolean hasPicture() {
        return picture;
    }

    /** Whether a number is ready without it: news may wait, and a notice goes without its picture. */
    public boolean isNeeded() {
        return this != NEWS && !picture;
    }

    /** The same with a picture. */
    public StandardTemplate withPicture() {
        return switch (this) {
            case GENERAL, GENERAL_PICTURE -> GENERAL_PICTURE;
            case NEWS, NEWS_PICTURE -> NEWS_PICTURE;
            case CIVIL_PROTECTION, CIVIL_PROTECTION_PICTURE -> CIVIL_PROTECTION_PICTURE;
        };
    }

    public MetaCategory category() {
        return category;
    }

    /** What it is called in Italian, with its article. */
    public String words() {
        return words;
    }

    /** The text as Meta gets it, with its blanks. */
    public String body(Municipality town) {
        return text.replace("{comune}", town.fullName());
    }

    /** How many characters are left for what fills the blanks. */
    public int room(Municipality town) {
        var fixed = BLANK.matcher(body(town)).replaceAll("");
        return LONGEST_BODY - fixed.length();
    }

    /** The text with its blanks filled, and the line below it. */
    public String filled(Municipality town, String title, String text, String link) {
        return BLANK.matcher(body(town)).replaceAll(it -> Matcher.quoteReplacement(switch (it.group(1)) {
            case "titolo" -> title;
            case "testo" -> text;
            default -> link;
        })) + "\n" + FOOTER;
    }
}
