// Here, because git would mend its line ends.
new File(basedir, 'src/main/pgmi/first.sql').bytes = '-- without metadata\r\nSELECT 2;\r\n'.bytes
return true
