import { createReadStream, existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { TraceMap, originalPositionFor } from "@jridgewell/trace-mapping";
import { STACK_TYPE, type SourcePosition } from "../model";

/** What only the program's own registration says of a resource; the engine's events leave it out. */
export interface Registration {
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  source?: SourcePosition;
}

interface LoggedCall {
  method?: string;
  progress?: string;
  request?: {
    type?: string;
    name?: string;
    parent?: string;
    dependencies?: string[];
    propertyDependencies?: Record<string, { urns?: string[] }>;
    stackTrace?: { frames?: { pc?: { uri?: string; line?: string | number; column?: string | number } }[] };
  };
  response?: { urn?: string };
}

/** Both of the monitor's calls that bring a resource into the stack. */
const REGISTERS = /"method":"\/pulumirpc\.ResourceMonitor\/(RegisterResource|ReadResource)"/;

/**
 * Reads the engine's gRPC log (`PULUMI_DEBUG_GRPC`): URN → what the program said when it registered the resource. Neither the
 * policy protocol nor the events of a preview carry dependencies by property or the line of the program; this log does.
 *
 * The log holds inputs in clear. It is read line by line and nothing of the inputs is kept; whoever made it removes it.
 *
 * @param root the checkout: positions are given relative to it
 */
export async function readRegistrations(log: string, root: string): Promise<Map<string, Registration>> {
  const registrations = new Map<string, Registration>();
  const positions = new PositionMapper(root);
  if (!existsSync(log)) return registrations; // the engine was stopped before it began
  const lines = createInterface({ input: createReadStream(log, "utf8"), crlfDelay: Infinity });
  for await (const line of lines) {
    if (!REGISTERS.test(line.slice(0, 100))) continue;
    const call = parse(line);
    if (!call?.request) continue;
    // A call that has not come back, or one that was refused, has no response: its URN follows from what it asked for.
    const urn = call.response?.urn ?? urnOf(call.request);
    if (urn === undefined) continue;
    const { dependencies = [], propertyDependencies = {}, stackTrace } = call.request;
    const source = positions.first((stackTrace?.frames ?? []).flatMap(({ pc }) => pc ?? []));
    registrations.set(urn, {
      dependencies: [...dependencies].sort(),
      propertyDependencies: Object.fromEntries(
        Object.entries(propertyDependencies)
          .map(([property, { urns = [] }]): [string, string[]] => [property, [...urns].sort()])
          .filter(([, urns]) => urns.length > 0)
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
      ...(source && { source }),
    });
  }
  return registrations;
}

/** The URN that a child of a known parent gets; undefined for the stack itself, which has none. */
function urnOf({ type, name, parent }: NonNullable<LoggedCall["request"]>): string | undefined {
  if (type === undefined || name === undefined || !parent) return undefined;
  const [stack, project, parentType] = parent.split("::");
  const qualified = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return [stack, project, qualified, name].join("::");
}

function parse(line: string): LoggedCall | undefined {
  try {
    return JSON.parse(line) as LoggedCall;
  } catch {
    return undefined; // the last line of an engine that was killed
  }
}

/** Turns positions in compiled files into positions in the sources, with the source maps that lie beside them. */
class PositionMapper {
  private readonly maps = new Map<string, TraceMap | undefined>();

  constructor(private readonly root: string) {}

  /** The first frame of the program itself: above it are the SDKs' constructors. */
  first(
    frames: readonly { uri?: string; line?: string | number; column?: string | number }[],
  ): SourcePosition | undefined {
    for (const { uri = "", line, column } of frames) {
      const position = this.original(uri, Number(line), Number(column));
      if (position) return position;
    }
    return undefined;
  }

  private original(uri: string, line: number, column: number): SourcePosition | undefined {
    if (!uri.startsWith("file:")) return undefined;
    const file = fileURLToPath(uri);
    const map = file.endsWith(".js") ? this.mapOf(file) : undefined;
    if (map) {
      // V8 counts columns from 1, source maps from 0.
      const original = originalPositionFor(map, { line, column: Math.max(0, column - 1) });
      if (original.source !== null) {
        const source = path.resolve(path.dirname(file), original.source);
        return this.relative(source, original.line, original.column + 1);
      }
    }
    return this.relative(file, line, column);
  }

  private relative(file: string, line: number, column: number): SourcePosition | undefined {
    const relative = path.relative(this.root, file);
    // The SDK's own frames say nothing about the program (the stack resource itself, for one).
    if (relative.startsWith("..") || relative.split(path.sep).includes("node_modules")) return undefined;
    return { file: relative.split(path.sep).join("/"), line, column };
  }

  private mapOf(file: string): TraceMap | undefined {
    if (!this.maps.has(file)) this.maps.set(file, loadMap(`${file}.map`));
    return this.maps.get(file);
  }
}

function loadMap(file: string): TraceMap | undefined {
  try {
    return new TraceMap(readFileSync(file, "utf8"));
  } catch {
    return undefined; // compiled without a map: the position in the JavaScript is still a position
  }
}
