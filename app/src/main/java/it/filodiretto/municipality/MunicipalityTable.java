// SPDX-License-Identifier: AGPL-3.0-or-later
package it.filodiretto.municipality;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code municipality}, which is under no row policy: a town is found here by its slug. */
@Repository
public class MunicipalityTable {

    private final JdbcClient db;

    MunicipalityTable(JdbcClient db) {
        this.db = db;
    }

    /** The id of the slug, the proposed one if it is new. The row stays locked until the transaction ends. */
    public MunicipalityId keep(Municipality town) {
        return new MunicipalityId(db.sql("""
                insert into municipality (id, slug, name)
                values (:id, :slug, :name)
                on conflict (slug) do update set name = excluded.name
                returning id""")
            .param("id", town.id().value())
            .param("slug", town.slug())
            .param("name", town.name())
            .query(UUID.class).single());
    }

    /** @return true once, to who is to fill the town's tables */
    public boolean beginFirstStart(MunicipalityId id) {
        return db.sql("update municipality set first_started_at = now() where id = :id and first_started_at is null")
            .param("id", id.value()).update() == 1;
    }

    List<String> slugs() {
        return db.sql("select slug from municipality order by slug").query(String.class).list();
    }
}
