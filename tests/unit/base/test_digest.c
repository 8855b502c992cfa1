#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/random.h"
#include "base/sha256_block.h"
#include "base_tests.h"

static void assert_sha256(const char *data, size_t size, const char *expected)
{
    Sha256 digest = sha256(data, size);
    Buf hex = { 0 };

    sha256_hex(&hex, &digest);
    assert_string_equal(hex.data, expected);
    buf_close(&hex);
}

/* The examples of FIPS 180-2, appendix B, and the empty message. */
static void sha256_is_that_of_the_standard(void **state)
{
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    char *million = malloc(1000000);

    (void)state;
    assert_non_null(million);
    memset(million, 'a', 1000000);
    assert_sha256("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_sha256("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_sha256(two_blocks, 56,
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    assert_sha256(million, 1000000,
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

/* On a machine without the instructions both are the plain form. */
static void every_machine_has_the_same_digests(void **state)
{
    uint32_t plain[8] = { 1, 2, 3, 4, 5, 6, 7, 8 }, own[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    uint8_t data[64 * 20 + 1];
    Random random = random_open(7, 0);

    (void)state;
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)random_bits(&random);
    for (size_t blocks = 0; blocks <= 20; blocks++) {
        sha256_blocks_plain(plain, data + 1, blocks);
        sha256_blocks()(own, data + 1, blocks);
        assert_memory_equal(own, plain, sizeof own);
    }
}

static void assert_base64(const char *text, const char *expected)
{
    Buf out = { 0 };

    buf_text(&out, "x");
    base64_put(&out, text, strlen(text));
    assert_string_equal(out.data + 1, expected);
    assert_int_equal(out.size, strlen(expected) + 1);
    buf_close(&out);
}

/* RFC 4648, section 10. */
static void base64_is_that_of_the_standard(void **state)
{
    (void)state;
    assert_base64("", "");
    assert_base64("f", "Zg==");
    assert_base64("fo", "Zm8=");
    assert_base64("foo", "Zm9v");
    assert_base64("foob", "Zm9vYg==");
    assert_base64("fooba", "Zm9vYmE=");
    assert_base64("foobar", "Zm9vYmFy");
    assert_base64("\xff\xfe\xfb", "//77");
}

int test_digest(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha256_is_that_of_the_standard),
        cmocka_unit_test(every_machine_has_the_same_digests),
        cmocka_unit_test(base64_is_that_of_the_standard),
    };
    return cmocka_run_group_tests_name("digests", tests, NULL, NULL);
}
