BEGIN;
CALL pgmi_test();
COMMIT;
