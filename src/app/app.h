/* app/app.h — the program: options, configuration, commands, the pipeline, progress.
 *
 * The only room that reads the environment, the clock and the terminal, prints, and exits.
 */
#ifndef APP_APP_H
#define APP_APP_H

/* Runs the command line; returns the exit code. */
int app_main(int argc, char **argv);

#endif
