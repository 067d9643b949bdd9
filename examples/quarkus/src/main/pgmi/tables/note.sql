CREATE TABLE IF NOT EXISTS note (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body text NOT NULL CHECK (length(body) <= 280),
  written_at timestamptz NOT NULL DEFAULT now()
);
