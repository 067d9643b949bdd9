CREATE TABLE deployed AS SELECT path FROM pgmi_source_view;
