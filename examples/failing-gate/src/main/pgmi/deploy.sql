-- The test of this project fails on purpose. See what is left of the deployment: nothing.
BEGIN;

CREATE TABLE account (
  owner text PRIMARY KEY,
  balance numeric NOT NULL
);

CREATE FUNCTION transfer(p_from text, p_to text, p_amount numeric) RETURNS void LANGUAGE sql AS $$
  UPDATE account SET balance = balance - p_amount WHERE owner = p_from;
  UPDATE account SET balance = balance + p_amount WHERE owner = p_to;
$$;

CALL pgmi_test();

COMMIT;
