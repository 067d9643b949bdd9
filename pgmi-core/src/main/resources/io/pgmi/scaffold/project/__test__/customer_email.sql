DO $$
BEGIN
  ASSERT (SELECT count(*) FROM app.customer_by_email('ADA@example.com')) = 1,
    'a customer is found, however the address is written';

  BEGIN
    INSERT INTO app.customer (email, name) VALUES ('Ada@Example.com', 'Somebody else');
    ASSERT false, 'an address must not be taken twice';
  EXCEPTION WHEN unique_violation THEN
    NULL; -- as it should be
  END;
END
$$;
