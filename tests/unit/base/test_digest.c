#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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

/* The same whatever the pieces are: up to, at and beyond the block of 64 bytes, and its last 8. */
static void a_digest_does_not_depend_on_the_pieces(void **state)
{
    uint8_t data[300];

    (void)state;
    for (size_t i = 0; i < sizeof data; i++)
        data[i] = (uint8_t)(7 * i + i / 64);
    for (size_t size = 0; size <= sizeof data; size += size % 64 < 54 && size % 64 > 2 ? 5 : 1) {
        Sha256 whole = sha256(data, size);
        for (size_t piece = 1; piece <= 130; piece += piece == 1 || piece > 61 ? 1 : 12) {
            Sha256Run run = sha256_open();
            for (size_t at = 0; at < size; at += piece)
                sha256_add(&run, data + at, size - at < piece ? size - at : piece);
            sha256_add(&run, NULL, 0);
            Sha256 pieces = sha256_end(&run);
            assert_memory_equal(&pieces, &whole, sizeof whole);
        }
    }
}

/* Computed by sha256sum: 55 bytes leave just enough of a block for the length, 56 do not. */
static void a_digest_at_the_border_of_a_block(void **state)
{
    char text[120];

    (void)state;
    memset(text, 'a', sizeof text);
    assert_sha256(text, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
    assert_sha256(text, 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
    assert_sha256(text, 63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34");
    assert_sha256(text, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
    assert_sha256(text, 119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb");
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

static void a_file_has_the_digest_of_its_bytes(void **state)
{
    char path[] = "/tmp/clientele-digest-XXXXXX";
    int file = mkstemp(path);
    Sha256 digest = { 0 }, whole = sha256("abc", 3);
    size_t size = 0;
    Err err;

    (void)state;
    assert_int_equal(write(file, "abc", 3), 3);
    assert_int_equal(close(file), 0);
    assert_int_equal(sha256_file(&digest, &size, path, &err), OK);
    assert_int_equal(size, 3);
    assert_memory_equal(&digest, &whole, sizeof whole);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(sha256_file(&digest, &size, path, &err), ERR_NO_INPUT);
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
        cmocka_unit_test(a_digest_does_not_depend_on_the_pieces),
        cmocka_unit_test(a_digest_at_the_border_of_a_block),
        cmocka_unit_test(a_file_has_the_digest_of_its_bytes),
        cmocka_unit_test(every_machine_has_the_same_digests),
        cmocka_unit_test(base64_is_that_of_the_standard),
    };
    return cmocka_run_group_tests_name("digests", tests, NULL, NULL);
}
