SELECT pg_catalog.set_config('search_path', '', false);
INSERT INTO public.account (id, balance) VALUES (2, 0);
