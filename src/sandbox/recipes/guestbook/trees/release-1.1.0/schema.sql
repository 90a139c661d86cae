-- Every statement may be run again: it is, at every start.
SET client_min_messages TO warning;

CREATE TABLE IF NOT EXISTS entry (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    guest text NOT NULL,
    words text NOT NULL
);

INSERT INTO entry (guest, words)
SELECT 'the host', 'Welcome! Write something.'
WHERE NOT EXISTS (SELECT FROM entry);

ALTER TABLE entry ADD COLUMN IF NOT EXISTS written timestamptz NOT NULL DEFAULT now();
