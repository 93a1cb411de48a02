-- How far `import --follow` has read a file. Beside what it read: a restored backup goes on where
-- its own events end. Never ahead of them, at worst behind: events are recognised when read again.
CREATE TABLE file_position (
  source_id integer NOT NULL REFERENCES source (id),
  machine text NOT NULL,
  path text NOT NULL,
  -- How many files had this name before the one that is read now.
  generation integer NOT NULL CHECK (generation >= 0),
  -- Device and inode, which a later file may get again: the first bytes tell them apart.
  file_id text NOT NULL,
  head_sha256 bytea NOT NULL,
  -- Bytes, and the line that begins there.
  offset_bytes bigint NOT NULL CHECK (offset_bytes >= 0),
  line bigint NOT NULL CHECK (line >= 1),
  read_at timestamptz NOT NULL,
  PRIMARY KEY (source_id, machine, path)
);
