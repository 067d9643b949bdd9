SELECT 1;
DO $$ BEGIN RAISE E'50%%, [two]\nlines'; END $$;
