/* What may be an address, and what a server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "deliver/mail.h"

static void an_address_may_have_a_name(void **state)
{
    static const struct {
        const char *text, *name, *address;
    } good[] = {
        { "zoe@example.org", "", "zoe@example.org" },
        { "<zoe@example.org>", "", "zoe@example.org" },
        { "  Zoë Müller <zoe.m+week@mail.example.org>", "Zoë Müller",
          "zoe.m+week@mail.example.org" },
        { "\"Miller, Zoe\" <z@example.org>", "Miller, Zoe", "z@example.org" },
        { "a <b> <c@example.org>", "a <b>", "c@example.org" },
    };
    Arena arena = arena_open();
    MailAddress got;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(mail_address_read(&got, good[i].text, &arena));
        assert_string_equal(got.name, good[i].name);
        assert_string_equal(got.address, good[i].address);
    }
    arena_close(&arena);
}

static void what_could_begin_another_command_is_no_address(void **state)
{
    static const char *const bad[] = {
        "",
        "zoe",
        "zoe@",
        "@example.org",
        "zoe@example.org\r\nBcc: x@example.org",
        "Zoe\n <zoe@example.org>",
        "zoe@example.org> SIZE=1",
        "<zoe@example.org> x",
        "<zoe@example.org",
        "zoe @example.org",
        "\"a b\"@example.org",
        "zoë@example.org",
        "zoe@exämple.org",
        "zoe@-example.org",
        "zoe@example.org.",
        ".zoe@example.org",
        "zoe.@example.org",
        "a@example.org,b@example.org",
        "0123456789012345678901234567890123456789012345678901234567890123456789@example.org",
    };
    Arena arena = arena_open();
    MailAddress got;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(mail_address_read(&got, bad[i], &arena));
    arena_close(&arena);
}

static void a_server_has_scheme_user_host_and_port(void **state)
{
    static const struct {
        const char *url, *user, *host;
        int port;
        bool smtps;
    } good[] = {
        { "smtps://mail.example.org", "", "mail.example.org", 465, true },
        { "smtp://mail.example.org/", "", "mail.example.org", 587, false },
        { "smtps://me@mail.example.org:2465", "me", "mail.example.org", 2465, true },
        { "smtps://me%40example.org@mail.example.org", "me@example.org", "mail.example.org", 465,
          true },
        { "smtps://me@example.org@mail.example.org", "me@example.org", "mail.example.org", 465,
          true },
        { "smtp://[::1]:25", "", "[::1]", 25, false },
    };
    Arena arena = arena_open();
    const char *wants;
    MailServer got;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_true(mail_server_read(&got, good[i].url, &wants, &arena));
        assert_string_equal(got.user, good[i].user);
        assert_string_equal(got.host, good[i].host);
        assert_int_equal(got.port, good[i].port);
        assert_int_equal(got.smtps, good[i].smtps);
        assert_false(got.unencrypted);
    }
    arena_close(&arena);
}

static void a_password_in_a_servers_address_is_refused(void **state)
{
    static const char *const bad[] = { "http://mail.example.org",
                                       "mail.example.org",
                                       "smtps://",
                                       "smtps://mail.example.org:0",
                                       "smtps://mail.example.org:65536",
                                       "smtps://mail.example.org:25x",
                                       "smtps://mail.example.org/path",
                                       "smtps://a b",
                                       "smtps://me%0a@mail.example.org",
                                       "smtps://me%4@mail.example.org",
                                       "smtp://[::1" };
    Arena arena = arena_open();
    const char *wants;
    MailServer got;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        assert_false(mail_server_read(&got, bad[i], &wants, &arena));
        assert_null(strstr(wants, "CLIENTELE_SMTP_PASSWORD"));
    }
    assert_false(mail_server_read(&got, "smtps://me:secret@mail.example.org", &wants, &arena));
    assert_non_null(strstr(wants, "CLIENTELE_SMTP_PASSWORD"));
    assert_null(strstr(wants, "secret"));
    arena_close(&arena);
}

static void a_password_goes_unencrypted_to_this_machine_only(void **state)
{
    static const struct {
        const char *url;
        bool may;
    } servers[] = {
        { "smtp://me@localhost", true },
        { "smtp://me@127.0.0.1:25", true },
        { "smtp://me@[::1]:25", true },
        { "smtp://relay.example.org", true },
        { "smtp://me@relay.example.org", false },
        { "smtp://me@127.0.0.1.example.org", false },
        { "smtp://me@localhost.example.org", false },
    };
    Arena arena = arena_open();
    const char *wants;
    MailServer got;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(servers); i++) {
        assert_true(mail_server_read(&got, servers[i].url, &wants, &arena));
        assert_int_equal(mail_server_may_be_plain(&got), servers[i].may);
    }
    arena_close(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_may_have_a_name),
        cmocka_unit_test(what_could_begin_another_command_is_no_address),
        cmocka_unit_test(a_server_has_scheme_user_host_and_port),
        cmocka_unit_test(a_password_in_a_servers_address_is_refused),
        cmocka_unit_test(a_password_goes_unencrypted_to_this_machine_only),
    };

    return cmocka_run_group_tests_name("mail", tests, NULL, NULL);
}
