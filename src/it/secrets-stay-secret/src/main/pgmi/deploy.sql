SELECT 1;
DO $$
BEGIN
  IF current_setting('pgmi.fail', true) = 'yes' THEN
    RAISE 'as asked';
  END IF;
END
$$;
