DO $$
BEGIN
  SET LOCAL client_min_messages = notice;
  RAISE NOTICE 'about to <fail> & "end"';
  RAISE 'no order without a customer' USING ERRCODE = 'SH001';
END
$$;
