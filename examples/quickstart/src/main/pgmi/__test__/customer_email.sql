DO $$
BEGIN
  INSERT INTO shop.customer (email, country_code) VALUES ('nobody', 'DK');
  RAISE EXCEPTION 'an address without @ was accepted';
EXCEPTION WHEN check_violation THEN
  NULL;
END
$$;
