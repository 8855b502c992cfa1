int test_book(void);
int test_digest(void);
int test_files(void);
int test_mail(void);
int test_site(void);
int test_workbook(void);

int main(void)
{
    return test_book() + test_digest() + test_files() + test_mail() + test_site() + test_workbook();
}
