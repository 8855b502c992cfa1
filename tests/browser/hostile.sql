-- Names made to break pages, for the first customers of the demo shop, a product and a category.
UPDATE customers SET name = '</script><script>alert(window.harmed = 1)</script>' WHERE customer_id = 1;
UPDATE customers SET name = '"''&<img src=x onerror=harmed=1> "''&' WHERE customer_id = 2;
UPDATE customers SET name = 'Line' || char(0x2028) || 'and' || char(0x2029) || 'paragraph' WHERE customer_id = 3;
UPDATE customers SET name = 'مرحبا بالعالم ' || char(0x202E) || 'reversed' WHERE customer_id = 4;
UPDATE customers SET name = replace(hex(zeroblob(2500)), '00', 'xx') WHERE customer_id = 5;
UPDATE customers SET name = '👩‍👩‍👧 🏳️‍🌈 👍🏽' WHERE customer_id = 6;
UPDATE customers SET name = '{{title}} {{{html}}} {{> page}}' WHERE customer_id = 7;
UPDATE customers SET name = '<!-- ]]> --> <plaintext> <xmp>' WHERE customer_id = 8;
UPDATE customers SET name = '=cmd|'' /C calc''!A0' WHERE customer_id = 9;
UPDATE customers SET name = 'Z' || replace(hex(zeroblob(200)), '00', char(0x0301)) WHERE customer_id = 10;
UPDATE customers SET country = '<b>Land</b> "&' WHERE customer_id % 7 = 0;
UPDATE customers SET country = replace(hex(zeroblob(200)), '00', 'Long') WHERE customer_id % 11 = 0;
UPDATE products SET product_name = '</script><b>' || replace(hex(zeroblob(300)), '00', 'ab') WHERE product_id % 5 = 0;
UPDATE products SET category = '</title><xmp>"''' WHERE product_id % 3 = 0;
-- So that the names stand in the lists of the customers to look at first.
UPDATE transactions SET total_amount = total_amount * 20 WHERE customer_id <= 10;
