int test_book(void);

int main(void)
{
    return test_book();
}
