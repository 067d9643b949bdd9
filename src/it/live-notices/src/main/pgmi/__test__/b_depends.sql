DO $$ BEGIN ASSERT current_setting('pgmi.fail', true) = 'no', 'as asked'; END $$;
