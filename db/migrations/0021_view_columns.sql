-- The columns that a view keeps, as the address has them; empty where it leaves them to its reader.
ALTER TABLE saved_view ADD COLUMN cols text NOT NULL DEFAULT '';
