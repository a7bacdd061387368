/** Frames that are enough to find the line that made a resource: a component's depth and the SDK's. */
const FRAMES_OF_A_RESOURCE = 12;

/**
 * Source maps of the SDK place its files one folder too high (`node_modules/@pulumi/resource.ts`). Node's `util.inspect`, with which
 * Pulumi prints an error, never ends on a scope without a package: it fills the memory for half a minute, then gives up.
 */
const MISPLACED_SDK_FILE = /([\\/]node_modules[\\/]@pulumi)([\\/])(?=[^\\/\s]+\.ts:)/g;

type PrepareStackTrace = (error: Error, sites: NodeJS.CallSite[]) => unknown;

/**
 * Makes stack traces cheap where nobody reads them. The SDK writes one for each of its promises, and one for each resource to find the
 * line that made it; in a program run by Pulumi every one is translated frame by frame through source maps, which is most of the time
 * that a program of some hundred resources takes.
 *
 * Errors with a message are translated as before, and the paths of the SDK's files in them mended. The traces of resources stay, untranslated: whoever shows them translates the one
 * line that is shown; those made in a nameless function get a position, too. Those of promises
 * (an error without a message) are left out; they serve only PULUMI_DEBUG_PROMISE_LEAKS, and when that is set nothing is changed.
 */
export function lightenStackTraces(environment: NodeJS.ProcessEnv = process.env): void {
  if (environment["PULUMI_DEBUG_PROMISE_LEAKS"]) return;
  // Set by source-map-support in a run, unset in tests.
  const mapped = Reflect.get(Error, "prepareStackTrace") as PrepareStackTrace | undefined;
  Error.prepareStackTrace = (error, sites) => {
    if (error.message !== "") {
      const trace = mapped === undefined ? format(String(error), sites.map(String)) : mapped(error, sites);
      return typeof trace === "string" ? trace.replace(MISPLACED_SDK_FILE, "$1$2pulumi$2") : trace;
    }
    // Only the SDK's look for a resource's call site lifts the limit.
    if (Error.stackTraceLimit === Infinity) return sitesOf(sites.slice(0, FRAMES_OF_A_RESOURCE));
    return String(error);
  };
}

/** As V8 does it. */
function format(head: string, frames: readonly string[]): string {
  return [head, ...frames.map((frame) => `    at ${frame}`)].join("\n");
}

/**
 * The form in which the SDK finds positions: it wants them in parentheses, which V8 leaves out for a function without a name. A resource
 * that is made in a callback would have no line.
 */
function sitesOf(sites: readonly NodeJS.CallSite[]): string {
  return format(
    "Error",
    sites.map(String).map((site) => (site.endsWith(")") ? site : `<anonymous> (${site})`)),
  );
}
