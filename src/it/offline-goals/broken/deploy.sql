CALL pgmi_test(1);
