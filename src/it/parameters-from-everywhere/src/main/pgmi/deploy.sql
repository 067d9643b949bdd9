CREATE TABLE parameter AS SELECT key, value, current_setting('pgmi.' || key) AS setting FROM pgmi_parameter_view;
