// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake in a profile is refused with file, line, what is wrong and what is allowed. */
@NullMarked
class BadProfileTest {

    private static final String GOOD = ProfileTexts.sesto();

    @TempDir Path directory;

    static Stream<Arguments> mistakes() {
        return Stream.of(
            arguments("name: Sesto\n", "name:\n",
                "sesto.yaml, line 3: name is empty. Allowed: a text, or the whole line left out."),
            arguments("name: Sesto\n", "name: [Sesto]\n",
                "sesto.yaml, line 3: name is no single text. Allowed: one text."),
            arguments("name: Sesto\n", "name: Sesto\nname: Sesto Alto\n",
                "sesto.yaml, line 4: name stands twice. Allowed: once, the first time in line 3."),
            arguments("name: Sesto\n", "name: Sesto\ncolour: blue\n",
                "sesto.yaml, line 4: colour is unknown. Allowed: slug, name, province, codes, time-zone, language, brand, help, patron-day, timetables, closures, offices, channels, districts, topics, texts, notices, policy."),
            arguments("slug: sesto\n", "slug: Sesto\n",
                "sesto.yaml, line 2: slug \"Sesto\" is no word for addresses. Allowed: lower-case letters a-z, digits and single hyphens between them."),
            arguments("slug: sesto\n", "slug: settimo\n",
                "sesto.yaml, line 2: slug \"settimo\" is not the file's name. Allowed: sesto, or the file renamed to settimo.yaml."),
            arguments("province: FI", "province: Firenze",
                "sesto.yaml, line 4: province \"Firenze\" is no province. Allowed: two capital letters, PT."),
            arguments("istat: \"048043\"", "istat: \"48043\"",
                "sesto.yaml, line 5: codes.istat \"48043\" is no ISTAT code. Allowed: six digits, 047014."),
            arguments("codes: {istat: \"048043\", ipa: c_i684}", "codes: 048043",
                "sesto.yaml, line 5: codes is no group of keys. Allowed: indented lines of the form \"key: value\"."),
            arguments("Europe/Rome", "Europe/Roma",
                "sesto.yaml, line 6: time-zone \"Europe/Roma\" is no time zone. Allowed: an IANA name, Europe/Rome."),
            arguments("language: it", "language: italiano",
                "sesto.yaml, line 7: language \"italiano\" is no language. Allowed: a code of ISO 639-1, it."),
            arguments("\"#0066cc\"", "blue",
                "sesto.yaml, line 9: brand.primary \"blue\" is no colour. Allowed: # and six hexadecimal digits in quotes, \"#0066cc\"."),
            arguments("\"#0066cc\"", "\"#0080ff\"",
                "sesto.yaml, line 9: brand.primary \"#0080ff\" has a contrast of 3.7:1 with white. Allowed: a darker colour, at least 4.5:1."),
            arguments("\"#0066cc\"", "#0066cc",
                "sesto.yaml, line 9: brand.primary is empty. Allowed: a text, or the whole line left out."),
            arguments("help:\n  name: Urp\n  email: urp@sesto.example\n", "",
                "sesto.yaml, line 2: help is missing. Allowed: a group of keys."),
            arguments("  email: urp@sesto.example\n", "",
                "sesto.yaml, line 11: help.email is missing. Allowed: at least one of email, phone, place: where citizens find help."),
            arguments("urp@sesto.example", "urp.sesto.example",
                "sesto.yaml, line 12: help.email \"urp.sesto.example\" is no e-mail address. Allowed: name@domain."),
            arguments("month: 11", "month: 13",
                "sesto.yaml, line 15: patron-day.month \"13\" is no month. Allowed: 1 to 12."),
            arguments("  month: 11\n  day: 11", "  month: 11\n  day: 31",
                "sesto.yaml, line 16: patron-day.day \"31\" is no day of that month. Allowed: 1 to 30."),
            arguments("  month: 11\n  day: 11", "  days-after-easter: fifty",
                "sesto.yaml, line 15: patron-day.days-after-easter \"fifty\" is no number of days. Allowed: a whole number from -100 to 200; Whit Monday is 50."),
            arguments("from: 2026-01-01\n", "from: 01/01/2026\n",
                "sesto.yaml, line 20: timetables[1].from \"01/01/2026\" is no date. Allowed: year-month-day, 2026-12-07."),
            arguments("from: 2026-01-01\n", "from: 2026-02-30\n",
                "sesto.yaml, line 20: timetables[1].from \"2026-02-30\" is no date. Allowed: year-month-day, 2026-12-07."),
            arguments("\"8:30-13:00\"", "\"13:00-09:00\"",
                "sesto.yaml, line 22: timetables[1].week.monday \"13:00-09:00\" is no span of hours. Allowed: opening and closing time on the same day, \"8:30-13:00\"."),
            arguments("\"8:30-13:00\"", "\"8:30-25:00\"",
                "sesto.yaml, line 22: timetables[1].week.monday \"8:30-25:00\" is no span of hours. Allowed: opening and closing time on the same day, \"8:30-13:00\"."),
            arguments("\"8:30-13:00\"", "\"8:30-15:30\"",
                "sesto.yaml, line 22: timetables[1].week.monday 15:00-18:00 overlaps 8:30-15:30. Allowed: spans that do not overlap."),
            arguments("[\"8:30-13:00\", \"15:00-18:00\"]", "8:30-13:00",
                "sesto.yaml, line 22: timetables[1].week.monday is no list. Allowed: a list of texts."),
            arguments("monday", "lunedi",
                "sesto.yaml, line 22: timetables[1].week.lunedi is unknown. Allowed: monday, tuesday, wednesday, thursday, friday, saturday, sunday."),
            arguments("from: 2026-12-24", "from: 2027-12-24",
                "sesto.yaml, line 25: closures[1].until 2026-12-31 is before closures[1].from 2027-12-24. Allowed: the same day or a later one."),
            arguments("    name: Urp\n    timetable: urp", "    name: Urp\n    timetable: uffici",
                "sesto.yaml, line 30: offices[1].timetable \"uffici\" is not among the timetables. Allowed: urp."),
            arguments("kind: whatsapp", "kind: whattsapp",
                "sesto.yaml, line 33: channels[1].kind \"whattsapp\" is unknown. Allowed: whatsapp, phone, email, desk, web-chat, web-form, facebook, messenger, virtual-phone, newsletter."),
            arguments("\"390550000001\"", "number one",
                "sesto.yaml, line 37: channels[1].phone-number-id \"number one\" is no id of Meta's. Allowed: 5 to 20 digits."),
            arguments("\"+39 055 0000001\"", "055 0000001",
                "sesto.yaml, line 39: channels[1].display-number \"055 0000001\" is no telephone number with its country. Allowed: + and 8 to 15 digits, with spaces, \"+39 366 5775490\"."),
            arguments("mode: two-way", "mode: talkative",
                "sesto.yaml, line 41: channels[1].mode \"talkative\" is unknown. Allowed: people-only, two-way, one-way."),
            arguments("registration-required: false", "registration-required: perhaps",
                "sesto.yaml, line 42: channels[1].registration-required \"perhaps\" is no yes or no. Allowed: true or false."),
            arguments("    opt-in: [Attiva]\n", "",
                "sesto.yaml, line 32: channels[1].opt-in is missing. Allowed: at least one keyword to join, or mode people-only."),
            arguments("opt-out: [Disattiva]", "opt-out: [attiva]",
                "sesto.yaml, line 44: channels[1].opt-out \"attiva\" is also a keyword to join. Allowed: different words to join and to leave."),
            arguments("opt-out: [Disattiva]", "opt-out: [\"Attivà!\"]",
                "sesto.yaml, line 44: channels[1].opt-out \"Attivà!\" is also a keyword to join. Allowed: different words to join and to leave."),
            arguments("opt-in: [Attiva]", "opt-in: [Attiva, Cancellami]",
                "sesto.yaml, line 43: channels[1].opt-in \"Cancellami\" is a word by which people leave in every town. Allowed: any word but STOP, CANCELLAMI, DISATTIVA."),
            arguments("opt-in: [Attiva]", "opt-in: [Attiva, \"!!\"]",
                "sesto.yaml, line 43: channels[1].opt-in \"!!\" has no letter and no digit. Allowed: a word."),
            arguments("opt-in: [Attiva]", "opt-in: [Attiva, ATTIVA]",
                "sesto.yaml, line 43: channels[1].opt-in \"ATTIVA\" stands twice. Allowed: each keyword once."),
            arguments("mode: two-way", "mode: people-only",
                "sesto.yaml, line 43: channels[1].opt-in on a people-only number. Allowed: no keywords, or mode two-way or one-way."),
            arguments("[welcome, notice]", "[welcome, robot]",
                "sesto.yaml, line 45: channels[1].automatic \"robot\" is unknown. Allowed: welcome, farewell, question, notice, invitation, courtesy, closed, call, refusal, code."),
            arguments("automatic: [welcome, notice]", "automatic: [welcome, notice]\n    accepts: [image, gif]",
                "sesto.yaml, line 46: channels[1].accepts \"gif\" is unknown. Allowed: image, video, audio, document, sticker, location, contacts, other."),
            arguments("automatic: [welcome, notice]", "automatic: [welcome, notice]\n    accepts: image",
                "sesto.yaml, line 46: channels[1].accepts is no list. Allowed: a list of texts."),
            arguments("automatic: [welcome, notice]", "automatic: [welcome, notice]\n    largest-video: 64",
                "sesto.yaml, line 46: channels[1].largest-video \"64\" is no size of a film. Allowed: whole megabytes, 1 to 16."),
            arguments("automatic: [welcome, notice]", "automatic: [welcome, notice]\n    largest-video: 8\n    accepts: [image]",
                "sesto.yaml, line 46: channels[1].largest-video where no film is accepted. Allowed: no such key, or video among channels[1].accepts."),
            arguments("mode: two-way", "accepts: [image]\n    mode: one-way",
                "sesto.yaml, line 41: channels[1].accepts on a one-way number, where nobody reads. Allowed: no such key, or mode two-way or people-only."),
            arguments("[welcome, notice]", "[welcome, notice, refusal]",
                "sesto.yaml, line 56: texts.refusal is missing. Allowed: a text, because the WhatsApp number sends it by itself."),
            arguments("[welcome, notice]", "[welcome, farewell]",
                "sesto.yaml, line 56: texts.farewell is missing. Allowed: a text, because the WhatsApp number sends it by itself."),
            arguments("automatic: [welcome, notice]", "token-file: /no/such/file",
                "sesto.yaml, line 45: channels[1].token-file \"/no/such/file\" is no file that can be read. Allowed: the path of a file with the secret alone."),
            arguments("code: telefono", "code: whatsapp",
                "sesto.yaml, line 31: channels has the code \"whatsapp\" twice. Allowed: each code once."),
            arguments("at: 055 0000002", "at: zero cinque cinque",
                "sesto.yaml, line 49: channels[2].at \"zero cinque cinque\" is no telephone number. Allowed: 3 to 15 digits, with spaces, 0573 3711 or +39 0573 3711."),
            arguments("    at: 055 0000002\n", "",
                "sesto.yaml, line 46: channels[2].at is missing. Allowed: the number, address, street or link."),
            arguments("code: protezione-civile", "code: allerte",
                "sesto.yaml, line 50: topics has no protezione-civile. Allowed: a list of topics with the code protezione-civile among them."),
            arguments("topics:\n  - code: protezione-civile\n    name: Protezione civile\n    description: Allerte\n    category: utility\n", "",
                "sesto.yaml, line 2: topics has no protezione-civile. Allowed: a list of topics with the code protezione-civile among them."),
            arguments("name: Protezione civile", "name: Protezione civile comunale",
                "sesto.yaml, line 52: topics[1].name has 26 characters. Allowed: at most 24."),
            arguments("category: utility", "category: alerts",
                "sesto.yaml, line 54: topics[1].category \"alerts\" is unknown. Allowed: utility, marketing."),
            arguments("{policy-link} Per", "Per",
                "sesto.yaml, line 56: texts.welcome lacks {policy-link}. Allowed: a text that contains it."),
            arguments("Per uscire", "Ciao {nome}. Per uscire",
                "sesto.yaml, line 56: texts.welcome has the unknown placeholder {nome}. Allowed: {comune}, {contact-name}, {help}, {opt-in}, {opt-out}, {policy-link}, {preferences-link}."),
            arguments("policy: |\n  ## Chi usa i tuoi dati\n  Il Comune di Sesto.\n", "",
                "sesto.yaml, line 2: policy is missing. Allowed: a text."),
            arguments("name: Sesto\n", "\tname: Sesto\n",
                "sesto.yaml, line 3: this is no YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation). Allowed: YAML 1.1, indented by spaces."),
            arguments("name: Sesto\n", "name: \"Sesto\n",
                "sesto.yaml, line 5: this is no YAML: expected <block end>, but found '<scalar>'. Allowed: YAML 1.1, indented by spaces."));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    void isRefused(String was, String now, String message) throws IOException {
        assertThat(GOOD).contains(was);
        write("sesto.yaml", GOOD.replace(was, now));
        assertThatThrownBy(() -> ProfileFiles.read(directory)).isInstanceOfSatisfying(BadProfiles.class, refused ->
            assertThat(refused.mistakes()).extracting(Mistake::toString).containsExactly(message));
    }

    @Test
    void allMistakesOfAllFilesAreToldAtOnce() throws IOException {
        write("sesto.yaml", GOOD.replace("Europe/Rome", "Europe/Roma").replace("mode: two-way", "mode: talkative"));
        write("settimo.yaml", GOOD.replace("slug: sesto", "slug: settimo").replace("\"#0066cc\"", "\"#ffff00\""));
        assertThatThrownBy(() -> ProfileFiles.read(directory)).hasMessage("""
            4 mistakes in the profiles of the municipalities:
            sesto.yaml, line 6: time-zone "Europe/Roma" is no time zone. Allowed: an IANA name, Europe/Rome.
            sesto.yaml, line 41: channels[1].mode "talkative" is unknown. Allowed: people-only, two-way, one-way.
            settimo.yaml, line 9: brand.primary "#ffff00" has a contrast of 1.0:1 with white. Allowed: a darker colour, at least 4.5:1.
            settimo.yaml, line 37: channels[1].phone-number-id "390550000001" is taken by sesto.yaml, line 37. Allowed: one that no other municipality has.""");
    }

    @Test
    void aLogoIsAPictureBesideTheProfileThatCanDoNothing() throws IOException {
        var withLogo = GOOD.replace("offices:\n  - code:", "offices:\n  - logo: segno.svg\n    code:");
        assertThat(withLogo).isNotEqualTo(GOOD);
        write("sesto.yaml", withLogo);
        for (var bad : List.of("", "<svg><script>alert(1)</script></svg>", "<svg onload=\"x()\"/>", "GIF89a")) {
            write("segno.svg", bad);
            assertThatThrownBy(() -> ProfileFiles.read(directory)).hasMessageContaining("logo \"segno.svg\" is no picture beside the profile");
        }
        write("segno.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        assertThat(ProfileFiles.read(directory)).hasSize(1);
        write("sesto.yaml", withLogo.replace("segno.svg", "../segno.svg"));
        assertThatThrownBy(() -> ProfileFiles.read(directory)).hasMessageContaining("is no picture beside the profile");
    }

    @Test
    void twoFilesWithOneSlugAreRefused() throws IOException {
        write("sesto.yaml", GOOD);
        write("sette.yaml", GOOD.replace("390550000001", "390550000002"));
        assertThatThrownBy(() -> ProfileFiles.read(directory)).hasMessage("""
            2 mistakes in the profiles of the municipalities:
            sette.yaml, line 2: slug "sesto" is taken by sesto.yaml, line 2. Allowed: one that no other municipality has.
            sette.yaml, line 2: slug "sesto" is not the file's name. Allowed: sette, or the file renamed to sesto.yaml.""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"console", "api", "webhooks", "open311", "healthz", "readyz", "metrics", "webjars", "assets", "login", "logout", "error", "static"})
    void wordsOfTheAddressSpaceAreNoSlugs(String word) throws IOException {
        write(word + ".yaml", GOOD.replace("slug: sesto", "slug: " + word));
        assertThatThrownBy(() -> ProfileFiles.read(directory))
            .hasMessageContaining(word + ".yaml, line 2: slug \"" + word + "\" is a word of the address space. Allowed: any word but actuator, admin, api,");
    }

    @Test
    void aFileWithAnotherEndingIsNotPassedOverInSilence() throws IOException {
        write("sesto.yml", GOOD);
        assertThatThrownBy(() -> ProfileFiles.read(directory)).hasMessageContaining("sesto.yml, line 2: slug \"sesto\" is not the file's name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "- a\n- b\n", "sesto"})
    void aFileWithoutKeysIsRefused(String text) throws IOException {
        write("sesto.yaml", text);
        assertThatThrownBy(() -> ProfileFiles.read(directory))
            .hasMessageContaining("sesto.yaml, line 1: the file holds no keys. Allowed: a profile: copy one of the shipped ones.");
    }

    @Test
    void aFileThatIsNoUtf8IsRefused() throws IOException {
        Files.write(directory.resolve("sesto.yaml"), GOOD.replace("Sesto", "Cefalù").getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> ProfileFiles.read(directory))
            .hasMessageContaining("sesto.yaml, line 1: this is no text in UTF-8. Allowed: a YAML file saved in UTF-8.");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.createDirectory(directory.resolve("sesto.yaml"));
        assertThatThrownBy(() -> ProfileFiles.read(directory)).isInstanceOf(BadProfiles.class)
            .hasMessageContaining("sesto.yaml, line 1: this cannot be read. Allowed: a file that the program's user may read.");
    }

    @Test
    void anEmptyDirectoryAndNoneAreRefused() {
        assertThatThrownBy(() -> ProfileFiles.read(directory)).hasMessageContaining("the directory has no profile");
        assertThatThrownBy(() -> ProfileFiles.read(directory.resolve("none"))).hasMessageContaining("this is no directory");
    }

    @Test
    void aOneWayNumberInvitesNobody() throws IOException {
        write("sesto.yaml", GOOD.replace("mode: two-way", "mode: one-way").replace("[welcome, notice]", "[welcome, notice, closed]")
            .replace("  help: \"{help}\"", "  help: \"{help}\"\n  closed: \"{opening}\""));
        assertThatThrownBy(() -> ProfileFiles.read(directory)).hasMessage("""
            1 mistake in the profiles of the municipalities:
            sesto.yaml, line 45: channels[1].automatic has a kind that a one-way number does not send. \
            Allowed: welcome, farewell, question, notice, courtesy.""");
    }

    @Test
    void aGoodOneIsRead() throws IOException {
        write("sesto.yaml", "\uFEFF" + GOOD);
        assertThat(ProfileFiles.read(directory)).singleElement().extracting(it -> it.town().fullName()).isEqualTo("Comune di Sesto");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text, StandardCharsets.UTF_8);
    }
}
