-- Views of the calls page that members keep: a name for an address.
CREATE TABLE saved_view (
  id text PRIMARY KEY,
  member_id text NOT NULL REFERENCES member (id) ON DELETE CASCADE,
  name text NOT NULL,
  shared boolean NOT NULL DEFAULT false,
  q text NOT NULL,
  from_time text NOT NULL,
  to_time text NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT now()
);
--> statement-breakpoint
CREATE UNIQUE INDEX saved_view_name ON saved_view (member_id, lower(name));
