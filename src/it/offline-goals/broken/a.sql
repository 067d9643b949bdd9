/* <pgmi-meta id="1" idempotent="true"/> */
