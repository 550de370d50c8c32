// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.enrolment;

import it.filodiretto.enrolment.UnreadableSheet.Why;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * LibreOffice's {@code .ods}: the first sheet that has anything, read from its {@code content.xml} as it comes by.
 *
 * <pre>{@code <table:table-row table:number-rows-repeated="2"><table:table-cell office:value="3331234567" office:value-type="float"
 *   table:number-columns-repeated="3" table:formula="of:=[.A1]"><text:p>333<text:s text:c="2"/>1234567</text:p></table:table-cell>…}</pre>
 *
 * Repeated cells, rows and spaces are why this is not done by SODS, which makes them all: a few bytes would become a full memory.
 */
final class OpenDocumentRows {

    private final XMLStreamReader xml;
    private final SheetRows rows;
    private int number = 1;

    private OpenDocumentRows(XMLStreamReader xml, SheetRows rows) {
        this.xml = xml;
        this.rows = rows;
    }

    static void read(InputStream content, SheetRows rows) throws UnreadableSheet {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            new OpenDocumentRows(factory.createXMLStreamReader(content), rows).read();
        } catch (XMLStreamException | NumberFormatException _) {
            throw new UnreadableSheet(Why.DAMAGED);
        }
    }

    private void read() throws XMLStreamException, UnreadableSheet {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("table-row")) {
                row();
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("table")) {
                if (!rows.isEmpty()) {
                    return;
                }
                number = 1;
            }
        }
    }

    private void row() throws XMLStreamException, UnreadableSheet {
        int repeated = repeated("number-rows-repeated");
        var cells = new ArrayList<SheetCell>();
        while (!(xml.next() == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("table-row"))) {
            if (xml.getEventType() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().endsWith("table-cell")) {
                cell(cells);
            }
        }
        add(cells, repeated);
    }

    private void add(List<SheetCell> cells, int repeated) throws UnreadableSheet {
        if (cells.stream().anyMatch(it -> !it.isEmpty())) {
            for (int i = 0; i < repeated; i++) {
                rows.add(number + i, cells);
            }
        }
        number += repeated;
    }

    private void cell(List<SheetCell> cells) throws XMLStreamException {
        int repeated = Math.min(repeated("number-columns-repeated"), SheetRows.WIDEST - cells.size());
        var formula = attribute("formula");
        var value = attribute("value");
        var typed = attribute("value-type");
        var shown = text();
        var text = !formula.isEmpty() ? formula : typed.equals("float") && !value.isEmpty() ? ExcelRows.plain(new BigDecimal(value)) : shown;
        var cell = formula.isEmpty() ? SheetCell.of(text) : new SheetCell(text, true);
        for (int i = 0; i < repeated; i++) {
            cells.add(cell);
        }
    }

    /** From the start of a cell to its end; without what somebody remarked on it. */
    private String text() throws XMLStreamException {
        var text = new StringBuilder();
        int depth = 1;
        int remark = 0;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    remark = remark == 0 && xml.getLocalName().equals("annotation") ? depth : remark;
                    append(text, xml.getLocalName().equals("p") && !text.isEmpty() || xml.getLocalName().equals("s") ? " " : "");
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    remark = remark == depth ? 0 : remark;
                    depth--;
                }
                case XMLStreamConstants.CHARACTERS -> append(text, remark == 0 ? xml.getText() : "");
                default -> { }
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String more) {
        if (text.length() < SheetCell.LONGEST) {
            text.append(more);
        }
    }

    private int repeated(String name) {
        var times = attribute(name);
        return times.isEmpty() ? 1 : Math.max(1, Integer.parseInt(times));
    }

    private String attribute(String name) {
        var value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
