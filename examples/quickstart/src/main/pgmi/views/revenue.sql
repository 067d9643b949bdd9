/*
<pgmi-meta id="e7b5d0c2-91a4-4c27-8d9b-3f4a6c5e7b63" idempotent="true">
  <sortKeys>
    <key>300/views</key>
  </sortKeys>
</pgmi-meta>
*/
CREATE OR REPLACE VIEW shop.revenue AS
SELECT c.country_code, count(*) AS purchases, sum(p.total) AS total
FROM shop.purchase AS p
JOIN shop.customer AS c ON c.id = p.customer_id
GROUP BY c.country_code;
