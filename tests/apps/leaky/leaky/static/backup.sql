DROP TABLE IF EXISTS users;
INSERT INTO users VALUES (1);
-- expect: FHW003[leaky/static/backup.sql]
