CREATE TABLE transfer (
  giver integer NOT NULL REFERENCES account,
  taker integer NOT NULL REFERENCES account,
  amount numeric(12, 2) NOT NULL
);
