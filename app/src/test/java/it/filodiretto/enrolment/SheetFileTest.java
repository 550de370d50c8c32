// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.wording.Topic;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What files become rows, which are refused, and what each row of numbers becomes. */
@NullMarked
class SheetFileTest {

    private static final List<Topic> TOPICS = List.of(new Topic("strade", "Strade interrotte", "…", MetaCategory.UTILITY),
        new Topic("eventi", "Eventi", "…", MetaCategory.UTILITY));

    @Test
    void textIsReadWhateverPartsItAndHoweverLettersAreWritten() throws IOException {
        var expected = List.of("1:Nome|Cellulare", "2:Niccolò|333 1234567", "4:Lucia; detta «Lu»|3407654321");
        var text = "Nome;Cellulare\r\nNiccolò;333 1234567\r\n\r\n\"Lucia; detta «Lu»\";3407654321";
        assertThat(read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(read(("\ufeff" + text).getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(read(text.getBytes(Charset.forName("windows-1252")))).isEqualTo(expected);
        assertThat(read(("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE))).isEqualTo(expected);
        assertThat(read("nome,numero\nAnna,3331234567\n".getBytes(StandardCharsets.UTF_8))).containsExactly("1:nome|numero", "2:Anna|3331234567");
        assertThat(read("sep=\t\nAnna\t333".getBytes(StandardCharsets.UTF_8))).containsExactly("2:Anna|333");
        assertThat(read("3331234567\n=A1&B1;\"never closed".getBytes(StandardCharsets.UTF_8))).containsExactly("1:3331234567", "2:ƒ=A1&B1|never closed");
    }

    @Test
    void excelsFilesAreReadAndNothingIsComputed() throws IOException {
        var file = Sheets.excel(Sheets.row(1, Sheets.text("A1", "Nome"), Sheets.text("B1", "Telefono")),
            Sheets.row(3, Sheets.text("A3", "Anna"), "<c r=\"B3\"><v>3.331234567E9</v></c>"),
            Sheets.row(4, "<c r=\"B4\"><f>B3+1</f><v>3331234568</v></c>"), Sheets.row(5, "<c r=\"A5\" t=\"e\"><v>#REF!</v></c>"));
        assertThat(read(file)).containsExactly("1:Nome|Telefono", "3:Anna|3331234567", "4:|ƒ=B3+1", "5:#REF!");
    }

    @Test
    void libreOfficesFilesAreReadAndRepetitionsAreNotMade() throws IOException {
        var file = Sheets.openDocument("<table:table-row><table:table-cell><text:p>Telefono</text:p></table:table-cell></table:table-row>",
            "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
            "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"3331234567\"><text:p>3,33E+09</text:p></table:table-cell>"
            + "<table:table-cell table:formula=\"of:=[.A5]\" office:value-type=\"float\" office:value=\"1\"><text:p>1</text:p></table:table-cell></table:table-row>",
            "<table:table-row><table:table-cell><office:annotation><text:p>nota</text:p></office:annotation><text:p>340<text:s text:c=\"2147483647\"/>765 4321</text:p></table:table-cell></table:table-row>",
            "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>");
        assertThat(read(file)).containsExactly("1:Telefono", "5:3331234567|ƒof:=[.A5]", "6:340 765 4321");
        assertThat(why(Sheets.openDocument("<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"><text:p>3331234567</text:p></table:table-cell></table:table-row>")))
            .isEqualTo(Why.TOO_MANY_ROWS);
    }

    @Test
    void whatIsNoListIsRefusedByItsContent() {
        assertThat(why(new byte[0])).isEqualTo(Why.EMPTY);
        assertThat(why(" \r\n ;; \n".getBytes(StandardCharsets.UTF_8))).isEqualTo(Why.EMPTY);
        assertThat(why(new byte[SheetFile.LARGEST + 1])).isEqualTo(Why.TOO_LARGE);
        assertThat(why("%PDF-1.7\n%\u0000\u0001".getBytes(StandardCharsets.ISO_8859_1))).isEqualTo(Why.NO_SHEET);
        assertThat(why("<html><table><tr><td>333</td></tr></table>".getBytes(StandardCharsets.UTF_8))).isEqualTo(Why.NO_SHEET);
        assertThat(why(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 0, 0})).isEqualTo(Why.OLD_EXCEL);
        assertThat(why("PK but no archive".getBytes(StandardCharsets.UTF_8))).isEqualTo(Why.DAMAGED);
        assertThat(why(Sheets.zip(Map.of("word/document.xml", "<w/>", "[Content_Types].xml", "<Types/>")))).isEqualTo(Why.NO_SHEET);
        assertThat(why(Sheets.zip(Map.of("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<a><b></a>")))).isEqualTo(Why.DAMAGED);
        assertThat(why(lines(10_002))).isEqualTo(Why.TOO_MANY_ROWS);
        assertThat(why(lines(100_000))).isEqualTo(Why.TOO_MANY_ROWS);
    }

    @Test
    void whatWouldHarmIsNotOpened() {
        var macros = new LinkedHashMap<>(Sheets.excelParts());
        macros.put("xl/vbaProject.bin", "Sub AutoOpen()");
        assertThat(why(Sheets.excelOf(macros))).isEqualTo(Why.MACROS);
        assertThat(why(Sheets.bomb(Sheets.excelParts(), "xl/sharedStrings.xml", 100L << 20))).isEqualTo(Why.SWELLS);
        assertThat(why(Sheets.excel(Sheets.row(1, Sheets.text("ZZZZZZ1", "far away"))))).isEqualTo(Why.DAMAGED);
        assertThat(why(Sheets.excel("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;"))).isIn(Why.DAMAGED, Why.EMPTY);
    }

    @Test
    void eachLineSaysWhatItIs() throws IOException {
        var lines = lines("""
            Nome;Casa;Cellulare;Argomenti
            Anna;0587 123456;333 123 4567;
            Bruno;;0039-340-7654321;Strade interrotte, EVENTI
            Carla;;333 1234567;tutti
            Dino;;0587 123456;
            Elena;;+41 79 123 45 67;
            Fabio;;899 123456;
            Gina;;333 12;
            Hugo;;;
            Ines;;3,33E+09;
            Lino;;=C2;
            Mara;;3479876543;pesca
            Nino;;3479876544,0;strade""");
        assertThat(lines.stream().map(it -> it.row() + " " + it.fate() + (it.other() > 0 ? " " + it.other() : "") + (it.topics().isEmpty() ? "" : " " + it.topics())))
            .containsExactly("2 TAKEN", "3 TAKEN [strade, eventi]", "4 DUPLICATE 2", "5 LANDLINE", "6 TAKEN_ABROAD", "7 PREMIUM", "8 WRONG_NUMBER",
                "9 NO_NUMBER", "10 ROUNDED", "11 FORMULA", "12 UNKNOWN_TOPIC", "13 TAKEN [strade]");
        assertThat(lines.stream().map(EnrolmentLine::shown)).allSatisfy(it -> assertThat(it.replaceAll("[^0-9]", "").length()).isLessThan(9));
        assertThat(lines.stream().map(EnrolmentLine::blurred).map(EnrolmentLine::shown)).isEqualTo(lines.stream().map(EnrolmentLine::shown).toList());
    }

    @Test
    void aColumnOfDistrictsIsReadWhereTheTownHasSome() throws IOException {
        var list = """
            Cellulare;Frazione
            3331234567;bagnore
            3331234568;SANT'ANGELO, le  piagge
            3331234569;
            3331234570;tutte
            3331234571;Milano
            333 12;Milano""";
        assertThat(lines(list).stream().map(it -> it.row() + " " + it.fate() + " " + it.districts())).containsExactly("2 TAKEN [Bagnore]", "3 TAKEN [Sant’Angelo, Le Piagge]",
            "4 TAKEN []", "5 TAKEN []", "6 UNKNOWN_DISTRICT []", "7 WRONG_NUMBER []");
        assertThat(LineReader.read(SheetFile.read(list.getBytes(StandardCharsets.UTF_8)), TOPICS, List.of())).as("of a town without districts")
            .extracting(EnrolmentLine::fate).containsExactly(LineFate.TAKEN, LineFate.TAKEN, LineFate.TAKEN, LineFate.TAKEN, LineFate.TAKEN, LineFate.WRONG_NUMBER);
    }

    @Test
    void aListWithoutTitlesIsRead() throws IOException {
        assertThat(lines("Anna;3331234567\nBruno;3407654321")).hasSize(2);
        assertThat(lines("3331234567")).hasSize(1);
        assertThat(lines("Anna;non ce l’ha;0564 977036\nBruno;3407654321;0564 977037")).as("who stands first has a number, in another column")
            .extracting(it -> it.row() + " " + it.fate()).containsExactly("1 WRONG_NUMBER", "2 TAKEN");
        assertThat(lines("Cellulare\nabc\nx12")).extracting(EnrolmentLine::fate).containsExactly(LineFate.WRONG_NUMBER, LineFate.WRONG_NUMBER);
        assertThat(catchThrowableOfType(UnreadableSheet.class, () -> lines("Nome;Via\nAnna;Roma")).why()).isEqualTo(Why.NO_COLUMN);
        assertThat(catchThrowableOfType(UnreadableSheet.class, () -> lines("Nome;Telefono\n")).why()).isEqualTo(Why.EMPTY);
    }

    private static List<EnrolmentLine> lines(String csv) throws IOException {
        return LineReader.read(SheetFile.read(csv.getBytes(StandardCharsets.UTF_8)), TOPICS, List.of("Bagnore", "Sant’Angelo", "Le Piagge"));
    }

    private static byte[] lines(int count) {
        return IntStream.range(0, count).mapToObj("+39347%07d"::formatted).collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> read(byte[] file) throws IOException {
        return Sheets.words(SheetFile.read(file));
    }

    private static Why why(byte[] file) {
        return catchThrowableOfType(UnreadableSheet.class, () -> SheetFile.read(file)).why();
    }
}
