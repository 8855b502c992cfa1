/* clientele — a shop's records in, the week's customer-segmentation report out. */
#include "app/app.h"

int main(int argc, char **argv)
{
    return app_main(argc, argv);
}
