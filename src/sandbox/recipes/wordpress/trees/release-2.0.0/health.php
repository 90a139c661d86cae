<?php
// Answers 200 when the database has a site, 503 before.
require '/etc/wordpress/config-default.php';
mysqli_report(MYSQLI_REPORT_ERROR | MYSQLI_REPORT_STRICT);
try {
    $db = mysqli_init();
    $db->options(MYSQLI_OPT_CONNECT_TIMEOUT, 3);
    $db->real_connect(DB_HOST, DB_USER, DB_PASSWORD, DB_NAME);
    $row = $db->query("SELECT option_value FROM wp_options WHERE option_name = 'siteurl'")->fetch_row();
    http_response_code($row ? 200 : 503);
    echo $row ? "ok\n" : "there is no site yet\n";
} catch (mysqli_sql_exception $e) {
    http_response_code(503);
    echo "the database does not answer, or has no site yet\n";
}
