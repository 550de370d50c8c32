-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What Meta told of the town's account, number and templates, as people read it on the page of the number.

create table whatsapp_news (
    id              uuid primary key,
    municipality_id uuid not null default current_municipality() references municipality,
    told_at         timestamptz not null,
    words           text not null,                  -- Italian, without personal data
    unique (municipality_id, id)
);
create index whatsapp_news_newest on whatsapp_news (municipality_id, told_at desc);
call keep_apart('whatsapp_news');
