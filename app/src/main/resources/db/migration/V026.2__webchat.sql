-- SPDX-License-Identifier: AGPL-3.0-or-later
-- The text of a talk is mailed once, to an address that is not kept.

alter table webchat_session add column mailed_at timestamptz;
