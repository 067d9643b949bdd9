ALTER TABLE transfer ADD COLUMN currency text NOT NULL DEFAULT '${currency}';
