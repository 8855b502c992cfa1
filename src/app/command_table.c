#include "app/command_table.h"

#include <string.h>

const CommandRow COMMAND_ROWS[] = {
    { .command = COMMAND_REPORT,
      .name = "report",
      .arguments = "SHOP.db|ORDERS.csv|ORDERS.xlsx --out FOLDER",
      .help = "write the week's segmentation report: site, PDF, charts, CSV, JSON",
      .input = "a database",
      .needs = "out",
      .asks = "where should it write?" },
    { .command = COMMAND_HISTORY,
      .name = "history",
      .arguments = "SHOP.db --history FILE --weeks N",
      .help = "replay past weeks, to fill the file that the report compares with",
      .input = "a database",
      .needs = "history",
      .asks = "which file should be filled?" },
    { .command = COMMAND_CHECK,
      .name = "check",
      .arguments = "SHOP.db|ORDERS.csv|ORDERS.xlsx",
      .help = "say what is wrong with the data, and what to do",
      .input = "a database" },
    { .command = COMMAND_IMPORT,
      .name = "import",
      .arguments = "SHOP.db --transactions ORDERS.csv",
      .help = "make a database from CSV files or workbooks",
      .input = "a database",
      .needs = "transactions",
      .asks = "which CSV file has them?" },
    { .command = COMMAND_INIT,
      .name = "init",
      .arguments = "SHOP.db|ORDERS.csv|ORDERS.xlsx",
      .help = "look at a database or file and write a configuration for it",
      .input = "a database" },
    { .command = COMMAND_MAIL,
      .name = "mail",
      .arguments = "REPORT --to A --from B --smtp URL",
      .help = "send a report: summary, charts, PDF and CSV in one message",
      .input = "a report" },
    { .command = COMMAND_PUBLISH,
      .name = "publish",
      .arguments = "REPORT FOLDER",
      .help = "put a report where a web server finds it, with an archive of the past ones",
      .input = "a report" },
    { .command = COMMAND_WEEKLY,
      .name = "weekly",
      .arguments = "--config FILE",
      .help = "do it all: check, report, history, publish, mail" },
    { .command = COMMAND_DEMO,
      .name = "demo",
      .arguments = "SHOP.db",
      .help = "make a believable shop to try the program on",
      .input = "a database" },
    { .command = COMMAND_TEMPLATES,
      .name = "templates",
      .arguments = "--export FOLDER",
      .help = "write out the built-in templates and strategy texts, to change them",
      .needs = "export",
      .asks = "where should it write?" },
    { .command = COMMAND_GALLERY,
      .name = "gallery",
      .arguments = "--out FOLDER",
      .help = "draw every kind of chart, to judge the drawing",
      .needs = "out",
      .asks = "where should it write?",
      .hidden = true },
    { .command = COMMAND_OPTIONS,
      .name = "options",
      .arguments = "",
      .help = "print the table of options, as README.md has it",
      .hidden = true },
};

const size_t COMMAND_ROW_COUNT = COUNT_OF(COMMAND_ROWS);

const CommandRow *command_row(Command command)
{
    for (size_t i = 0; i < COMMAND_ROW_COUNT; i++) {
        if (COMMAND_ROWS[i].command == command) return &COMMAND_ROWS[i];
    }
    return NULL;
}

const CommandRow *command_row_of(const char *name)
{
    for (size_t i = 0; i < COMMAND_ROW_COUNT; i++) {
        if (!strcmp(COMMAND_ROWS[i].name, name)) return &COMMAND_ROWS[i];
    }
    return NULL;
}
