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
import it.filodiretto.shared.XmlText;
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

/** The town's notices for programs that collect news: RSS 2.0, Atom 1.0 (RFC 4287), JSON Feed 1.1; its alerts, in CAP 1.2, by an index in Atom. */
@Controller
class FeedController {

    private static final int ENTRIES = 30;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ATOM_TYPE = "application/atom+xml";
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
        var town = municipalities.current();
        var feed = feed("rss_2.0", town, link(town), title(town), notices.newest(ENTRIES));
        feed.setForeignMarkup(List.of(self(town)));
        return xml(feed, "application/rss+xml");
    }

    @GetMapping("/{slug}/avvisi.atom")
    ResponseEntity<String> atom() {
        var town = municipalities.current();
        var feed = feed("atom_1.0", town, link(town), title(town), notices.newest(ENTRIES));
        feed.setLinks(List.of(link("alternate", "text/html", link(town)), link("self", ATOM_TYPE, link(town) + ".atom")));
        return xml(feed, ATOM_TYPE);
    }

    /** As CAP has its indexes: each entry leads to its alert in that form. */
    @GetMapping("/{slug}/allerte.atom")
    ResponseEntity<String> alerts() {
        var town = municipalities.current();
        var self = publicUrl + "/" + town.slug() + "/allerte.atom";
        var found = notices.alerts(ENTRIES);
        var feed = feed("atom_1.0", town, self, words.in(town.language().getLanguage(), "site.archive.alerts.title", town.fullName()), found);
        feed.setLinks(List.of(link("alternate", "text/html", link(town)), link("self", ATOM_TYPE, self)));
        for (int i = 0; i < found.size(); i++) {
            var page = link(town, found.get(i));
            feed.getEntries().get(i).setLinks(List.of(link("alternate", "text/html", page), link("alternate", "application/cap+xml", page + "/cap.xml")));
        }
        return xml(feed, ATOM_TYPE);
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

    private SyndFeedImpl feed(String type, Municipality town, String id, String title, List<PublishedNotice> found) {
        var feed = new SyndFeedImpl();
        feed.setFeedType(type);
        feed.setEncoding("UTF-8");
        feed.setUri(id);
        feed.setTitle(title);
        feed.setDescription(title);
        feed.setLink(link(town));
        feed.setLanguage(town.language().getLanguage());
        feed.setAuthor(town.fullName());
        feed.setPublishedDate(found.isEmpty() ? new Date(0) : Date.from(found.getFirst().publishedAt()));
        feed.setEntries(found.stream().map(it -> entry(town, it)).toList());
        return feed;
    }

    private static ResponseEntity<String> xml(SyndFeedImpl feed, String mediaType) {
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
        entry.setTitle(XmlText.of(notice.heading()));
        entry.setAuthor(town.fullName());
        entry.setPublishedDate(Date.from(notice.publishedAt()));
        entry.setUpdatedDate(Date.from(notice.publishedAt()));
        var text = new SyndContentImpl();
        text.setType("text/plain");
        text.setValue(XmlText.of(notice.whole()));
        entry.setDescription(text);
        entry.setContents(List.of());
        return entry;
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
