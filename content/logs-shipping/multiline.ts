/**
 * Which lines belong together: only the node knows, since only there they are in their order. A line continues the one before it if it is
 * indented or is one of the forms in which Java, Python and Go write traces.
 */

/** A regular expression that RE2 and Oniguruma read alike: Filebeat has the one, Fluent Bit the other. */
export const CONTINUATION = String.raw`^(\s+\S|Caused by:|Traceback \(most recent call last\):|[A-Za-z_][\w.$]*(Error|Exception|Throwable)(:|$)|goroutine \d+ \[|\tat )`;

/** Longest trace, in lines, and how long to wait for its next one. */
export const MOST_LINES = 500;
export const WAIT_SECONDS = 5;
