// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import it.filodiretto.municipality.Brand;
import it.filodiretto.municipality.HelpContact;
import it.filodiretto.municipality.Logo;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.municipality.MunicipalityId;
import it.filodiretto.municipality.NoticePolicy;
import it.filodiretto.municipality.Office;
import it.filodiretto.municipality.PatronDay;
import it.filodiretto.shared.Ids;
import it.filodiretto.shared.PhoneNumber;
import it.filodiretto.wording.Topic;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one profile: the town itself here, its hours, channels and words by the other readers. */
final class ProfileReader {

    /** The first words of addresses that are not a municipality's. */
    static final Set<String> RESERVED = Set.of("actuator", "admin", "api", "assets", "chat", "console", "css", "discovery",
        "error", "favicon", "healthz", "img", "js", "livez", "login", "logout", "media", "metrics", "open311", "openapi", "readyz",
        "robots", "session", "static", "webhooks", "webjars", "well-known", "widget");

    private static final Pattern QUIET = Pattern.compile("(\\d{1,2}):(\\d{2})\\s*[-–]\\s*(\\d{1,2}):(\\d{2})");

    private final String file;
    private final Beside beside;
    private final Claims claims;
    private final Mistakes mistakes;

    private ProfileReader(String file, Beside beside, Claims claims, Mistakes mistakes) {
        this.file = file;
        this.beside = beside;
        this.claims = claims;
        this.mistakes = mistakes;
    }

    /** The files beside a profile, by their names. */
    interface Beside {

        /** Empty: there is none, or it is far too large. */
        Optional<byte[]> file(String name);
    }

    /**
     * @param claims of all files read together
     * @return empty if there are mistakes, which are then in {@code mistakes}
     */
    static Optional<Profile> read(String file, String yaml, Beside beside, Claims claims, Mistakes mistakes) {
        var root = root(yaml, mistakes);
        if (root == null) {
            return Optional.empty();
        }
        var profile = new ProfileReader(file, beside, claims, mistakes).profile(new Section("", root, mistakes));
        return mistakes.found().isEmpty() ? Optional.of(profile) : Optional.empty();
    }

    private static @Nullable MappingNode root(String yaml, Mistakes mistakes) {
        Node found = null;
        try {
            found = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
        } catch (MarkedYAMLException broken) {
            var mark = broken.getProblemMark();
            mistakes.add(mark == null ? 1 : mark.getLine() + 1, "this is no YAML: " + broken.getProblem(), "YAML 1.1, indented by spaces");
            return null;
        } catch (YAMLException broken) {
            mistakes.add(1, "this is no YAML: " + String.valueOf(broken.getMessage()).lines().findFirst().orElse(""), "YAML 1.1 in UTF-8");
            return null;
        }
        if (found instanceof MappingNode mapping) {
            return mapping;
        }
        mistakes.add(1, "the file holds no keys", "a profile: copy one of the shipped ones");
        return null;
    }

    private Profile profile(Section root) {
        var hours = new HoursReader(mistakes);
        var slug = slug(root);
        var name = root.text("name");
        var province = root.matching("province", "[A-Z]{2}", "is no province", "two capital letters, PT");
        var codes = root.section("codes");
        var istat = codes.matching("istat", "[0-9]{6}", "is no ISTAT code", "six digits, 047014");
        var ipa = codes.matching("ipa", "[a-z0-9_]+", "is no IPA code", "the code in indicepa.gov.it, c_g713");
        codes.end();
        var zone = root.value("time-zone", ProfileReader::zone, "is no time zone", "an IANA name, Europe/Rome", ZoneId.of("Europe/Rome"));
        var language = root.value("language", ProfileReader::language, "is no language", "a code of ISO 639-1, it", Locale.ITALIAN);
        var brand = brand(root.section("brand"));
        var help = help(root.section("help"));
        var patron = patron(root.section("patron-day"));
        var timetables = hours.timetables(root);
        var closures = hours.closures(root);
        var offices = root.sections("offices").stream().map(it -> office(it, hours)).toList();
        if (offices.isEmpty()) {
            root.missing("offices", "at least one office");
        }
        Values.unique(root, "offices", offices.stream().map(Office::code).toList());
        var channels = new ChannelReader(root, hours, offices, claims, mistakes);
        var content = new ContentReader(root, mistakes);
        var districts = root.texts("districts").stream().map(Item::text).toList();
        var topics = content.topics();
        var texts = content.texts(channels.automatic());
        var notices = notices(root, topics.stream().map(Topic::code).toList());
        var policy = root.text("policy");
        root.end();
        var town = new Municipality(new MunicipalityId(Ids.next()), slug, name, province, istat, ipa, zone, language, brand, help,
            patron, offices, channels.whatsapp(), channels.contacts(), districts, notices, policy);
        return new Profile(file, town, new Content(timetables, closures, topics, texts, channels.keywords()));
    }

    private String slug(Section root) {
        var slug = root.matching("slug", Municipality.CODE, "is no word for addresses", Values.CODE_ALLOWED);
        claims.claim(root, "slug", slug);
        if (RESERVED.contains(slug)) {
            root.wrong("slug", "slug \"" + slug + "\" is a word of the address space",
                "any word but " + String.join(", ", RESERVED.stream().sorted().toList()));
        } else if (!slug.isEmpty() && !file.equals(slug + ".yaml")) {
            root.wrong("slug", "slug \"" + slug + "\" is not the file's name",
                file.replaceFirst("\\.yaml$", "") + ", or the file renamed to " + slug + ".yaml");
        }
        return slug;
    }

    private static Brand brand(Section section) {
        var primary = section.value("primary", it -> Optional.of(it).filter(Brand::isColour), "is no colour",
            "# and six hexadecimal digits in quotes, \"#0066cc\"", "#0066cc");
        var contrast = Brand.contrastWithWhite(primary);
        if (contrast < Brand.LEAST_CONTRAST) {
            var shown = String.format(Locale.ROOT, "%.1f", Math.floor(contrast * 10) / 10);
            section.wrong("primary", "brand.primary \"" + primary + "\" has a contrast of " + shown + ":1 with white", "a darker colour, at least 4.5:1");
        }
        section.end();
        return Brand.of(primary);
    }

    private static HelpContact help(Section section) {
        var help = new HelpContact(section.text("name"),
            Values.email(section, "email"), Values.phone(section, "phone"), section.textOrNull("place"),
            section.matchingOrNull("accessibility", "https://\\S+", "is no address of a page", "https://form.agid.gov.it/view/…"));
        if (!section.has("email") && !section.has("phone") && !section.has("place")) {
            section.missing("email", "at least one of email, phone, place: where citizens find help");
        }
        section.end();
        return help;
    }

    private static PatronDay patron(Section section) {
        var name = section.text("name");
        var day = section.has("days-after-easter")
            ? new PatronDay.FromEaster(name, daysAfterEaster(section))
            : new PatronDay.Fixed(name, date(section));
        section.end();
        return day;
    }

    private static int daysAfterEaster(Section section) {
        if (section.has("month") || section.has("day")) {
            section.wrong("days-after-easter", "patron-day has both a date and days-after-easter", "month and day, or days-after-easter");
        }
        return section.value("days-after-easter", it -> Values.whole(it, -100, 200), "is no number of days",
            "a whole number from -100 to 200; Whit Monday is 50", 0);
    }

    private static MonthDay date(Section section) {
        int month = section.value("month", it -> Values.whole(it, 1, 12), "is no month", "1 to 12", 1);
        int longest = Month.of(month).maxLength();
        return MonthDay.of(month, section.value("day", it -> Values.whole(it, 1, longest), "is no day of that month", "1 to " + longest, 1));
    }

    private Office office(Section section, HoursReader hours) {
        var logo = section.valueOrNull("logo", it -> it.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? beside.file(it).flatMap(Logo::read) : Optional.empty(),
            "is no picture beside the profile", "the name of a PNG, or of an SVG without scripts, of at most 100 kB");
        var office = new Office(Values.code(section), section.text("name"), section.textOrNull("place"), hours.timetable(section, true), marks(section), logo);
        section.end();
        return office;
    }

    private List<String> marks(Section office) {
        var marks = office.texts("marks");
        marks.stream().filter(it -> it.text().length() > Office.LONGEST_MARK || it.text().contains(","))
            .forEach(it -> mistakes.add(it.line(), "marks \"" + it.text() + "\" is no mark", "at most " + Office.LONGEST_MARK + " letters, without a comma"));
        marks.stream().skip(Office.MOST_MARKS).forEach(it -> mistakes.add(it.line(), "marks \"" + it.text() + "\" has no key left", "at most " + Office.MOST_MARKS + " marks"));
        return marks.isEmpty() ? Office.USUAL_MARKS : marks.stream().map(it -> it.text().toLowerCase(Locale.ITALIAN)).distinct().limit(Office.MOST_MARKS).toList();
    }

    private NoticePolicy notices(Section root, List<String> topics) {
        if (!root.has("notices")) {
            return NoticePolicy.NONE;
        }
        var section = root.section("notices");
        var signed = section.texts("second-signature");
        signed.stream().filter(it -> !topics.contains(it.text()) && !it.text().equals(NoticePolicy.EVERY_TOPIC))
            .forEach(it -> mistakes.add(it.line(), "notices.second-signature \"" + it.text() + "\" is no topic",
                NoticePolicy.EVERY_TOPIC + ", " + String.join(", ", topics)));
        var quiet = section.valueOrNull("quiet-hours", ProfileReader::quiet, "is no span of hours", "21:00-7:00");
        var budget = section.valueOrNull("yearly-budget", ProfileReader::money, "is no sum in euro", "900 or 900.50");
        var trial = section.valueOrNull("trial-phone", PhoneNumber::parse, "is no telephone number", "+39 347 1234567, in quotation marks");
        section.end();
        return new NoticePolicy(signed.stream().map(Item::text).collect(Collectors.toSet()), quiet, budget, trial);
    }

    private static Optional<NoticePolicy.Quiet> quiet(String typed) {
        var found = QUIET.matcher(typed);
        try {
            return found.matches() ? Optional.of(new NoticePolicy.Quiet(LocalTime.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))),
                LocalTime.of(Integer.parseInt(found.group(3)), Integer.parseInt(found.group(4))))) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> money(String typed) {
        return typed.matches("[0-9]{1,9}(\\.[0-9]{1,2})?") ? Optional.of(new BigDecimal(typed)) : Optional.empty();
    }

    private static Optional<ZoneId> zone(String typed) {
        try {
            return Optional.of(ZoneId.of(typed)).filter(it -> ZoneId.getAvailableZoneIds().contains(typed));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Optional<Locale> language(String typed) {
        return Set.of(Locale.getISOLanguages()).contains(typed) ? Optional.of(Locale.of(typed)) : Optional.empty();
    }
}
