import type { LogPath } from "../../applications/log-path";
import type { LogFiles } from "../routes";

/** As Go's and C's libraries read such patterns: a star does not reach beyond a folder. */
function globExpression(pattern: string): RegExp {
  return new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", "[^/]*")}$`);
}

function reads({ include, exclude }: LogFiles, file: string): boolean {
  return (
    include.some((pattern) => globExpression(pattern).test(file)) &&
    !exclude.some((expression) => new RegExp(expression).test(file))
  );
}

/** The paths whose agents read a file, by the patterns that each is given. */
export function readersOf(file: string, filesOf: (path: LogPath) => LogFiles): LogPath[] {
  return (["logstash", "fluentd"] as const).filter((path) => reads(filesOf(path), file));
}
