-- without metadata
SELECT 2;
