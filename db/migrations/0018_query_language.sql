-- A stored part as JSON, so that a query can look inside it; null where it is no JSON, is too deep
-- or has a number that is too large. JSON.stringify escapes NUL and halves of surrogate pairs, which
-- jsonb refuses: they become U+FFFD, so that nothing hides from a search behind one of them.
CREATE FUNCTION json_or_null(part text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE COST 200 AS $$
BEGIN
  RETURN part::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
  BEGIN
    RETURN regexp_replace(part, '(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})',
                          '\1\\ufffd', 'g')::jsonb;
  EXCEPTION WHEN data_exception OR program_limit_exceeded THEN
    RETURN NULL;
  END;
END $$;
--> statement-breakpoint
-- An address as a gateway wrote it; an IPv4 one inside IPv6 is the IPv4 one.
CREATE FUNCTION address_or_null(written text) RETURNS inet LANGUAGE plpgsql IMMUTABLE COST 100 AS $$
BEGIN
  RETURN regexp_replace(written, '^::ffff:(?=\d+\.)', '', 'i')::inet;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Few calls have a message or a reason; a search for a text reads only those.
CREATE INDEX payload_text ON payload (occurred_at, batch_id, batch_pos) WHERE text IS NOT NULL;
