-- transfer() forgot to look at the balance.
DO $$
BEGIN
  PERFORM transfer('ana', 'ben', 150);
  ASSERT (SELECT balance FROM account WHERE owner = 'ana') >= 0, 'ana must not owe the bank';
END
$$;
