DO $$ BEGIN RAISE NOTICE 'billing is deployed'; END $$; SELECT 1/0;
