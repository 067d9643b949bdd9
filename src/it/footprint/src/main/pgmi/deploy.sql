DO $$ BEGIN RAISE NOTICE 'deployed by %', current_user; END $$;
