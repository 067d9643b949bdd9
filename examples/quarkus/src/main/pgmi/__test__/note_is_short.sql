DO $$
BEGIN
  INSERT INTO note (body) VALUES (repeat('x', 281));
  RAISE EXCEPTION 'a note of 281 characters was taken';
EXCEPTION WHEN check_violation THEN
  NULL; -- as it should be
END
$$;
