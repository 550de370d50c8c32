-- SPDX-License-Identifier: AGPL-3.0-or-later
-- What the town hall sends to one person is read by those who may read talks, not by all who write notices.

alter table stored_file drop constraint stored_file_origin_check;
alter table stored_file add constraint stored_file_origin_check check (origin in ('CITIZEN', 'TOWN', 'TALK'));
