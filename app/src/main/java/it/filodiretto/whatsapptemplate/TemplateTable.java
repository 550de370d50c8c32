// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapptemplate;

import it.filodiretto.meta.Fields;
import it.filodiretto.municipality.MunicipalityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code whatsapp_template}, which belongs to no scope. */
@Repository
public class TemplateTable {

    private final JdbcClient db;

    TemplateTable(JdbcClient db) {
        this.db = db;
    }

    public Optional<TemplateStatus> find(String account, StandardTemplate template) {
        return db.sql("select name, category, status, reason from whatsapp_template where business_account_id = ? and name = ? and language = ?")
            .param(account).param(template.templateName()).param(StandardTemplate.LANGUAGE)
            .query((row, _) -> new TemplateStatus(row.getString("name"), row.getString("category"), row.getString("status"), row.getString("reason")))
            .optional();
    }

    /** Those of our templates that the account has, by name. */
    public Map<String, TemplateStatus> of(String account) {
        return db.sql("select name, category, status, reason from whatsapp_template where business_account_id = ? and language = ?")
            .param(account).param(StandardTemplate.LANGUAGE)
            .query((row, _) -> new TemplateStatus(row.getString("name"), row.getString("category"), row.getString("status"), row.getString("reason")))
            .list().stream().collect(Collectors.toMap(TemplateStatus::name, Function.identity()));
    }

    /** The database's time, by which is told what is older: what Meta was asked, or what a webhook said meanwhile. */
    public Instant now() {
        return db.sql("select clock_timestamp()").query(OffsetDateTime.class).single().toInstant();
    }

    /** As it was when Meta was asked; what a webhook has told since then is newer, and stays. */
    public void put(String account, MunicipalityId town, TemplateStatus status, Instant asked) {
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, category, status, reason, changed_at)
                values (:account, :name, :language, :town, :category, :status, :reason, clock_timestamp())
                on conflict (business_account_id, name, language) do update
                   set category = excluded.category, status = excluded.status, reason = excluded.reason, changed_at = excluded.changed_at
                 where whatsapp_template.changed_at <= :asked
                   and (whatsapp_template.category, whatsapp_template.status, whatsapp_template.reason)
                       is distinct from (excluded.category, excluded.status, excluded.reason)""")
            .param("account", account).param("name", status.name()).param("language", StandardTemplate.LANGUAGE).param("town", town.value())
            .param("category", status.category()).param("status", status.status()).param("reason", status.reason())
            .param("asked", asked.atOffset(ZoneOffset.UTC)).update();
    }

    /** As Meta lists it; what a webhook has told of its state since we asked is newer, and stays. */
    public void store(String account, MunicipalityId town, StoredTemplate template, Instant asked) {
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, template_id, category, status, reason, quality, definition, changed_at)
                values (:account, :name, :language, :town, :id, :category, :status, :reason, :quality, :definition::jsonb, :asked)
                on conflict (business_account_id, name, language) do update
                   set (category, status, reason, changed_at) = (select it.category, it.status, it.reason, it.changed_at
                         from (values (true, excluded.category, excluded.status, excluded.reason, excluded.changed_at),
                                      (false, whatsapp_template.category, whatsapp_template.status, whatsapp_template.reason, whatsapp_template.changed_at))
                              as it (listed, category, status, reason, changed_at)
                        where it.listed = (whatsapp_template.changed_at <= excluded.changed_at)),
                       template_id = excluded.template_id, quality = excluded.quality, definition = excluded.definition""")
            .param("asked", asked.atOffset(ZoneOffset.UTC))
            .param("account", account).param("name", template.name()).param("language", template.language()).param("town", town.value())
            .param("id", template.id()).param("category", template.status().category()).param("status", template.status().status())
            .param("reason", template.status().reason()).param("quality", template.quality())
            .param("definition", Fields.MAPPER.writeValueAsString(template.definition())).update();
    }

    /** What Meta does not list any more is forgotten. @param there names, each with its language behind a blank */
    void forgetOthers(String account, Collection<String> there, Instant asked) {
        db.sql("delete from whatsapp_template where business_account_id = ? and not (name || ' ' || language = any(?)) and changed_at <= ?")
            .param(account).param(there.toArray(String[]::new)).param(asked.atOffset(ZoneOffset.UTC)).update();
    }

    /** Ours in use first. */
    List<StoredTemplate> all(String account) {
        return db.sql("""
                select name, language, template_id, category, status, reason, quality, definition, archived_at is not null as archived
                  from whatsapp_template where business_account_id = ? order by archived_at nulls first, name, language""")
            .param(account).query(TemplateTable::read).list();
    }

    Optional<StoredTemplate> find(String account, String name, String language) {
        return db.sql("""
                select name, language, template_id, category, status, reason, quality, definition, archived_at is not null as archived
                  from whatsapp_template where business_account_id = ? and name = ? and language = ?""")
            .param(account).param(name).param(language).query(TemplateTable::read).optional();
    }

    void archive(String account, String name, String language, boolean yes) {
        db.sql("update whatsapp_template set archived_at = case when ? then now() end where business_account_id = ? and name = ? and language = ?")
            .param(yes).param(account).param(name).param(language).update();
    }

    public void changeQuality(String account, String name, String language, String quality) {
        db.sql("update whatsapp_template set quality = ? where business_account_id = ? and name = ? and (language = ? or ? like language || '\\_%')")
            .param(quality).param(account).param(name).param(language).param(language).update();
    }

    private static StoredTemplate read(ResultSet row, int index) throws SQLException {
        var definition = row.getString("definition");
        return new StoredTemplate(row.getString("language"), row.getString("template_id"),
            new TemplateStatus(row.getString("name"), row.getString("category"), row.getString("status"), row.getString("reason")),
            row.getString("quality"), definition == null || definition.equals("null") ? null : Fields.MAPPER.readValue(definition, TemplateDefinition.class),
            row.getBoolean("archived"));
    }

    /** What a webhook tells. @return false if we do not know the template */
    public boolean changeStatus(String account, String name, String language, String status, @Nullable String reason) {
        return db.sql("""
                update whatsapp_template set status = :status, reason = :reason, changed_at = clock_timestamp()
                 where business_account_id = :account and name = :name and (language = :language or :language like language || '\\_%')""")
            .param("status", status).param("reason", reason).param("account", account).param("name", name)
            .param("language", language).update() > 0;
    }

    /** Its words were changed elsewhere. */
    public void changeBody(String account, String name, String language, String body) {
        db.sql("""
                update whatsapp_template set definition = jsonb_set(definition::jsonb, '{body}', to_jsonb(:body::text)), changed_at = clock_timestamp()
                 where business_account_id = :account and name = :name and (language = :language or :language like language || '\\_%')
                   and jsonb_typeof(definition::jsonb) = 'object'""")
            .param("body", body).param("account", account).param("name", name).param("language", language).update();
    }

    public void changeCategory(String account, String name, String language, String category) {
        db.sql("""
                update whatsapp_template set category = :category, changed_at = clock_timestamp()
                 where business_account_id = :account and name = :name and (language = :language or :language like language || '\\_%')""")
            .param("category", category).param("account", account).param("name", name).param("language", language).update();
    }
}
