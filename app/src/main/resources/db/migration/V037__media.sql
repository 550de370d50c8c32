-- SPDX-License-Identifier: AGPL-3.0-or-later
-- Citizens' pictures are made anew when somebody first looks at them, so that none of them waits while another is drawn.

alter table stored_file add column to_draw boolean not null default false;   -- its other copies are not made yet
alter table stored_file add constraint stored_file_to_draw check (not to_draw or (state = 'HERE' and shown_type is null));
