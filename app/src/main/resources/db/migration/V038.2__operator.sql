-- SPDX-License-Identifier: AGPL-3.0-or-later
-- When somebody last looked, or clicked: a page in a tab that nobody sees asks for news too, and keeps the session, but nobody is there.

alter table spring_session add column seen_at timestamptz not null default now();
