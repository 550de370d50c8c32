// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.wording;

import it.filodiretto.municipality.MetaCategory;
import it.filodiretto.shared.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code topic}, {@code town_text} and {@code keyword}. */
@Repository
public class ContentTable {

    private static final String JOIN = "JOIN";
    private static final String LEAVE = "LEAVE";

    private final JdbcClient db;

    ContentTable(JdbcClient db) {
        this.db = db;
    }

    public void add(Topic topic, int place) {
        db.sql("insert into topic (id, code, name, description, category, place) values (?, ?, ?, ?, ?, ?)")
            .param(Ids.next()).param(topic.code()).param(topic.name()).param(topic.description())
            .param(topic.category().name()).param(place).update();
    }

    List<Topic> topics() {
        return db.sql("select code, name, description, category from topic order by place, code").query(ContentTable::topic).list();
    }

    public void addTextIfAbsent(String key, String body) {
        db.sql("insert into town_text (id, key, body) values (?, ?, ?) on conflict (municipality_id, key) do nothing").param(Ids.next()).param(key).param(body).update();
    }

    Optional<String> text(String key) {
        return db.sql("select body from town_text where key = ?").param(key).query(String.class).optional();
    }

    public void add(Keywords keywords) {
        addWords(JOIN, keywords.optIn());
        addWords(LEAVE, keywords.optOut());
    }

    public Keywords keywords() {
        var words = new HashMap<String, List<String>>();
        db.sql("select purpose, words from keyword order by place")
            .query(row -> {
                words.computeIfAbsent(row.getString(1), _ -> new ArrayList<>()).add(row.getString(2));
            });
        return new Keywords(words.getOrDefault(JOIN, List.of()), words.getOrDefault(LEAVE, List.of()));
    }

    private void addWords(String purpose, List<String> words) {
        for (int place = 0; place < words.size(); place++) {
            db.sql("insert into keyword (id, purpose, words, place) values (?, ?, ?, ?)")
                .param(Ids.next()).param(purpose).param(words.get(place)).param(place).update();
        }
    }

    private static Topic topic(ResultSet row, int index) throws SQLException {
        return new Topic(row.getString("code"), row.getString("name"), row.getString("description"),
            MetaCategory.valueOf(row.getString("category")));
    }
}
