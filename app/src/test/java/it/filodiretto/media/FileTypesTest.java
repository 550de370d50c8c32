// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file is, its bytes say. */
@NullMarked
class FileTypesTest {

    @Test
    void theBytesDecideAndNotTheName() {
        assertThat(FileTypes.mediaType(Samples.photo(20, 10), "virus.exe")).isEqualTo("image/jpeg");
        assertThat(FileTypes.mediaType(Samples.png(20, 10), "foto.jpg")).isEqualTo("image/png");
        assertThat(FileTypes.mediaType(Samples.pdf(), "x")).isEqualTo("application/pdf");
        assertThat(FileTypes.mediaType(Samples.mp4(), "x")).isEqualTo("video/mp4");
        assertThat(FileTypes.mediaType(Samples.opus(), "voce")).isEqualTo("audio/ogg; codecs=opus");
        assertThat(FileTypes.mediaType(Samples.word(), "relazione")).isEqualTo("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
        assertThat(FileTypes.mediaType(Samples.bytes("Spett.le Comune,\nchiedo notizie.\n"), "lettera.txt")).isEqualTo("text/plain");
    }

    @Test
    void AR_07_whatCouldRunIsNotAcceptedUnderAnyName() {
        for (var name : new String[] {"foto.jpg", "documento.pdf", "lettera.txt", ""}) {
            assertThat(FileTypes.accepted(Samples.program(), name)).as(name).isEmpty();
            assertThat(FileTypes.accepted(Samples.bytes("<!DOCTYPE html><html><script>alert(1)</script></html>"), name)).as(name).isEmpty();
            assertThat(FileTypes.accepted(Samples.bytes("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>"), name)).as(name).isEmpty();
            assertThat(FileTypes.accepted(Samples.bytes("#!/bin/sh\nrm -rf /\n"), name)).as(name).isEmpty();
        }
        assertThat(FileTypes.accepted(Samples.bytes("@echo off\r\ndel *.*\r\n"), "fattura.bat")).as("text that Windows would run").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ../../etc/passwd            | passwd
        C:\\Windows\\notepad.exe    | notepad.exe
        fattura<script>.pdf         | fattura_script_.pdf
        .htaccess                   | htaccess
        carta   d’identità.jpg      | carta d’identità.jpg
        ''                          | file
        """)
    void namesAreMadeHarmless(String given, String harmless) {
        assertThat(FileNames.harmless(given)).isEqualTo(harmless);
    }

    @Test
    void namesCannotDisguiseTheirEnding() {
        assertThat(FileNames.harmless("foto\u202Egpj.exe")).isEqualTo("fotogpj.exe");
        var pdf = FileType.accepted("application/pdf").orElseThrow();
        assertThat(FileNames.fitting("bolletta.pdf.exe", pdf)).isEqualTo("bolletta.pdf");
        assertThat(FileNames.fitting("bolletta", pdf)).isEqualTo("bolletta.pdf");
        assertThat(FileNames.fitting("v1.2 finale.pdf", pdf)).isEqualTo("v1.2 finale.pdf");
        assertThat(FileNames.harmless("à".repeat(300) + ".pdf")).hasSize(100).endsWith(".pdf");
    }
}
