-- `via`: the access token that a member acted through, `token:<id>`.
ALTER TABLE admin_log ADD COLUMN via text;
--> statement-breakpoint
CREATE INDEX admin_log_at ON admin_log (at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX admin_log_actor ON admin_log (lower(actor), at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX admin_log_action ON admin_log (action, at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX admin_log_subject ON admin_log (subject, at DESC, id DESC);
--> statement-breakpoint
CREATE INDEX admin_log_request ON admin_log (request_id) WHERE request_id IS NOT NULL;
