-- Größe: what is not ASCII counts in a checksum, too.
ALTER TABLE account ADD COLUMN owner text NOT NULL DEFAULT 'bank';
