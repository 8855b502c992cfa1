int test_book(void);
int test_digest(void);
int test_files(void);
int test_site(void);

int main(void)
{
    return test_book() + test_digest() + test_files() + test_site();
}
