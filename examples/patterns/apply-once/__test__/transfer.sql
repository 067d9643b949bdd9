DO $$
BEGIN
  PERFORM transfer(1, 2, 30);
  ASSERT (SELECT balance FROM account WHERE id = 2) = 30, 'what one gives, the other has';
END
$$;
