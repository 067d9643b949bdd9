-- Runs whenever it is changed: CREATE OR REPLACE may.
CREATE OR REPLACE FUNCTION app.customer_by_email(p_email text) RETURNS SETOF app.customer
LANGUAGE sql STABLE AS $$
  SELECT c.* FROM app.customer AS c WHERE lower(c.email) = lower(p_email);
$$;
