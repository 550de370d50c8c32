// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.site;

import com.rometools.rome.feed.synd.SyndContentImpl;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndEntryImpl;
import com.rometools.rome.feed.synd.SyndFeedImpl;
import com.rometools.rome.feed.synd.SyndLinkImpl;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedOutput;
import it.filodiretto.municipality.Municipalities;
import it.filodiretto.municipality.Municipality;
import it.filodiretto.noticeboard.PublishedNotice;
import it.filodiretto.noticeboard.PublishedNotices;
import it.filodiretto.page.Words;
import java.util.Date;
import java.util.List;
import org.jdom2.Element;
import org.jdom2.Namespace;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/** The town's notices for programs that collect news: RSS 2.0, Atom 1.0 (RFC 4287), JSON Feed 1.1. */
@Controller
class FeedController {

    private static final int ENTRIES = 30;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Namespace ATOM = Namespace.getNamespace("atom", "http://www.w3.org/2005/Atom");

    private final PublishedNotices notices;
    private final Municipalities municipalities;
    private final Words words;
    private final String publicUrl;

    FeedController(PublishedNotices notices, Municipalities municipalities, Words words, @Value("${filodiretto.public-url}") String publicUrl) {
        this.notices = notices;
        this.municipalities = municipalities;
        this.words = words;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    @GetMapping("/{slug}/avvisi.rss")
    ResponseEntity<String> rss() {
        return xml("rss_2.0", "application/rss+xml");
    }

    @GetMapping("/{slug}/avvisi.atom")
    ResponseEntity<String> atom() {
        return xml("atom_1.0", "application/atom+xml");
    }

    @GetMapping("/{slug}/avvisi.json")
    ResponseEntity<String> json() {
        var town = municipalities.current();
        var feed = JSON.createObjectNode().put("version", "https://jsonfeed.org/version/1.1").put("title", title(town))
            .put("home_page_url", link(town)).put("feed_url", link(town) + ".json").put("language", town.language().getLanguage());
        var items = feed.putArray("items");
        for (var notice : notices.newest(ENTRIES)) {
            var item = items.addObject().put("id", id(notice)).put("url", link(town, notice)).put("title", notice.heading())
                .put("content_text", notice.whole()).put("date_published", notice.publishedAt().toString());
            item.putArray("tags").add(notice.topic());
        }
        return ResponseEntity.ok().contentType(MediaType.parseMediaType("application/feed+json;charset=UTF-8")).body(feed.toString());
    }

    private ResponseEntity<String> xml(String type, String mediaType) {
        var town = municipalities.current();
        var found = notices.newest(ENTRIES);
        var feed = new SyndFeedImpl();
        feed.setFeedType(type);
        feed.setEncoding("UTF-8");
        feed.setUri(link(town));
        feed.setTitle(title(town));
        feed.setDescription(title(town));
        feed.setLink(link(town));
        feed.setLanguage(town.language().getLanguage());
        feed.setAuthor(town.fullName());
        feed.setPublishedDate(found.isEmpty() ? new Date(0) : Date.from(found.getFirst().publishedAt()));
        if (type.equals("rss_2.0")) {
            feed.setForeignMarkup(List.of(self(town)));
        } else {
            feed.setLinks(List.of(link("alternate", "text/html", link(town)), link("self", "application/atom+xml", link(town) + ".atom")));
        }
        feed.setEntries(found.stream().map(it -> entry(town, it)).toList());
        try {
            return ResponseEntity.ok().contentType(MediaType.parseMediaType(mediaType + ";charset=UTF-8")).body(new SyndFeedOutput().outputString(feed));
        } catch (FeedException e) {
            throw new IllegalStateException("The feed could not be written", e);
        }
    }

    private static SyndLinkImpl link(String relation, String type, String href) {
        var link = new SyndLinkImpl();
        link.setRel(relation);
        link.setType(type);
        link.setHref(href);
        return link;
    }

    /** RSS has no word for a feed's own address: its Best Practices Profile borrows Atom's. */
    private Element self(Municipality town) {
        return new Element("link", ATOM).setAttribute("href", link(town) + ".rss").setAttribute("rel", "self").setAttribute("type", "application/rss+xml");
    }

    private SyndEntry entry(Municipality town, PublishedNotice notice) {
        var entry = new SyndEntryImpl();
        entry.setUri(id(notice));
        entry.setLink(link(town, notice));
        entry.setTitle(printable(notice.heading()));
        entry.setAuthor(town.fullName());
        entry.setPublishedDate(Date.from(notice.publishedAt()));
        entry.setUpdatedDate(Date.from(notice.publishedAt()));
        var text = new SyndContentImpl();
        text.setType("text/plain");
        text.setValue(printable(notice.whole()));
        entry.setDescription(text);
        entry.setContents(List.of());
        return entry;
    }

    /** XML knows no control characters. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t\\r]]", " ");
    }

    private String title(Municipality town) {
        return words.in(town.language().getLanguage(), "site.archive.h1", town.fullName());
    }

    private static String id(PublishedNotice notice) {
        return "urn:uuid:" + notice.id();
    }

    private String link(Municipality town) {
        return publicUrl + "/" + town.slug() + "/avvisi";
    }

    private String link(Municipality town, PublishedNotice notice) {
        return link(town) + "/" + notice.id();
    }
}
