<?php
// Waits for the database, and sets the site up where there is none; brings its tables up to date where there is one.
$_SERVER['HTTP_HOST'] = getenv('DOMAIN');
$_SERVER['HTTPS'] = 'on';
require_once '/etc/wordpress/config-default.php';

mysqli_report(MYSQLI_REPORT_OFF);
for ($tries = 0; !@mysqli_connect(DB_HOST, DB_USER, DB_PASSWORD, DB_NAME); $tries++) {
    if ($tries === 120) {
        fwrite(STDERR, 'setup: the database does not answer: ' . mysqli_connect_error() . "\n");
        exit(1);
    }
    sleep(1);
}

define('WP_INSTALLING', true);
define('WP_USE_THEMES', false);
require '/usr/share/wordpress/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';

if (is_blog_installed()) {
    wp_upgrade();
    echo "setup: the tables are up to date\n";
    exit(0);
}
// Nobody is told by mail.
add_filter('pre_wp_mail', '__return_true');
wp_install(
    getenv('TITLE'), 'admin', getenv('ADMIN_EMAIL'), true, '', trim(file_get_contents('/run/secrets/admin_pass')));
update_option('permalink_structure', '/%postname%/');
echo "setup: the site is there\n";
