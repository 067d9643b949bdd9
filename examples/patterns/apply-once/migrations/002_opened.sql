ALTER TABLE account ADD COLUMN opened date NOT NULL DEFAULT current_date;
