/*
<pgmi-meta id="6c2ee43f-4ef1-4a5c-a7c5-8d9a2a5e1c11" idempotent="false">
  <description>The last one</description>
  <sortKeys><key>./0</key><key>~</key></sortKeys>
</pgmi-meta>
*/
SELECT 1;
