-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Some notices are in English, for those who do not read Italian: their words are found in any of their forms too.

drop index notice_words;
alter table notice drop column search;
alter table notice
    add column search tsvector generated always as (
        setweight(to_tsvector('italian', title), 'A') || setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('italian', text || ' ' || place || ' ' || what_to_do || ' ' || detour), 'B')
        || setweight(to_tsvector('english', text || ' ' || place || ' ' || what_to_do || ' ' || detour), 'B')
        || setweight(to_tsvector('simple', text || ' ' || place), 'B')) stored;
create index notice_words on notice using gin (search);
