CREATE OR REPLACE FUNCTION transfer(giver integer, taker integer, amount numeric) RETURNS void
LANGUAGE sql AS $$
  UPDATE account SET balance = balance - amount WHERE id = giver;
  UPDATE account SET balance = balance + amount WHERE id = taker;
$$;
