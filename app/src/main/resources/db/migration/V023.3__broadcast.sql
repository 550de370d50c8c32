-- SPDX-License-Identifier: AGPL-3.0-or-later
-- A notice may have one picture, and never without words for who cannot see it.

alter table notice
    add column picture_id  uuid,
    add column picture_alt text check (btrim(picture_alt) <> ''),
    add check ((picture_id is null) = (picture_alt is null)),
    add foreign key (municipality_id, picture_id) references stored_file (municipality_id, id);
create index notice_of_picture on notice (municipality_id, picture_id) where picture_id is not null;
