// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.whatsapp;

import it.filodiretto.municipality.MunicipalityId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code whatsapp_template}, which belongs to no scope. */
@Repository
class TemplateTable {

    private final JdbcClient db;

    TemplateTable(JdbcClient db) {
        this.db = db;
    }

    Optional<TemplateStatus> find(String account, StandardTemplate template) {
        return db.sql("select name, category, status, reason from whatsapp_template where business_account_id = ? and name = ? and language = ?")
            .param(account).param(template.templateName()).param(StandardTemplate.LANGUAGE)
            .query((row, _) -> new TemplateStatus(row.getString("name"), row.getString("category"), row.getString("status"), row.getString("reason")))
            .optional();
    }

    /** Those of our templates that the account has, by name. */
    Map<String, TemplateStatus> of(String account) {
        return db.sql("select name, category, status, reason from whatsapp_template where business_account_id = ? and language = ?")
            .param(account).param(StandardTemplate.LANGUAGE)
            .query((row, _) -> new TemplateStatus(row.getString("name"), row.getString("category"), row.getString("status"), row.getString("reason")))
            .list().stream().collect(Collectors.toMap(TemplateStatus::name, Function.identity()));
    }

    void put(String account, MunicipalityId town, TemplateStatus status, @Nullable String templateId) {
        db.sql("""
                insert into whatsapp_template (business_account_id, name, language, municipality_id, template_id, category, status, reason)
                values (:account, :name, :language, :town, :id, :category, :status, :reason)
                on conflict (business_account_id, name, language) do update
                   set category = excluded.category, status = excluded.status, reason = excluded.reason,
                       template_id = coalesce(excluded.template_id, whatsapp_template.template_id), changed_at = now()
                 where (whatsapp_template.category, whatsapp_template.status, whatsapp_template.reason)
                       is distinct from (excluded.category, excluded.status, excluded.reason)""")
            .param("account", account).param("name", status.name()).param("language", StandardTemplate.LANGUAGE).param("town", town.value())
            .param("id", templateId).param("category", status.category()).param("status", status.status()).param("reason", status.reason())
            .update();
    }

    /** What a webhook tells; nothing if the template is not one of ours. */
    void changeStatus(String account, String name, String status, @Nullable String reason) {
        db.sql("""
                update whatsapp_template set status = :status, reason = :reason, changed_at = now()
                 where business_account_id = :account and name = :name and language = :language""")
            .param("status", status).param("reason", reason).param("account", account).param("name", name)
            .param("language", StandardTemplate.LANGUAGE).update();
    }

    void changeCategory(String account, String name, String category) {
        db.sql("""
                update whatsapp_template set category = :category, changed_at = now()
                 where business_account_id = :account and name = :name and language = :language""")
            .param("category", category).param("account", account).param("name", name).param("language", StandardTemplate.LANGUAGE).update();
    }
}
