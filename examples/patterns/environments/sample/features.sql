INSERT INTO feature (name, enabled) VALUES ('search', true) ON CONFLICT DO NOTHING;
