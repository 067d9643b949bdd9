CREATE TABLE IF NOT EXISTS invoice (number integer PRIMARY KEY, total numeric(12, 2) NOT NULL);
