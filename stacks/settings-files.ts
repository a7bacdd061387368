import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type YAMLMap } from "yaml";
import type { SettingPath } from "./settings-complaint";
import { closest } from "./settings-closest";
import { show } from "./settings-describe";
import type { SettingsError } from "./settings-error";

/** The project's name, which is the namespace of its settings as well. */
export const PROJECT = "pharos";
export const PROJECT_FILE = "Pulumi.yaml";

/** Text of a file as it lies in the project's root. */
export interface SourceFile {
  /** `Pulumi.yaml` or `Pulumi.<stack>.yaml`. */
  readonly name: string;
  readonly text: string;
}

/** One value of a file, and where it stands. */
export interface Entry {
  readonly value: unknown;
  /** Path of the value from the top of the file. */
  readonly path: SettingPath;
}

/** A parsed file. */
export interface SettingsFile {
  readonly name: string;
  /** The project's settings by name without the namespace. */
  readonly settings: ReadonlyMap<string, Entry>;
  /** Settings of other namespaces, such as `aws:region`. */
  readonly foreign: ReadonlyMap<string, Entry>;
  readonly errors: readonly SettingsError[];
  /** The file is no YAML: what it sets is not known. */
  readonly broken: boolean;
  /** Names of settings whose value could not be taken; `errors` says why. */
  readonly refused: ReadonlySet<string>;
  /** Line, counted from 1, of a path or of the innermost part of it that exists. */
  lineOf(path: SettingPath): number;
  /** The value as it is written, if it is a single word or number; else as JSON; undefined if nothing stands there. */
  textOf(path: SettingPath): string | undefined;
}

/** What Pulumi knows at the top of a stack's file. */
const STACK_KEYS = ["config", "environment", "encryptionsalt", "encryptedkey", "secretsprovider"];

/** What may stand beside `value` or `default` in the project's declaration of a setting. */
const DECLARATION_KEYS = ["value", "default", "type", "description", "secret", "items"];

/** Stands for the path in a mistake that is not one setting's. */
const WHOLE_FILE = "the whole file";

/** The stack that a file belongs to; undefined for the project's file and for files that are none of Pulumi's. */
export function stackOf(fileName: string): string | undefined {
  return /^Pulumi\.([^/]+)\.ya?ml$/.exec(fileName)?.[1];
}

/** Reads the project's file or a stack's. Mistakes in it do not stop the reading of the rest, unless it is no YAML at all. */
export function readSettingsFile({ name, text }: SourceFile): SettingsFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const reader = new Reader(name, document, lines);
  const unreadable = findUnreadable(document);
  if (unreadable !== undefined) {
    reader.broken = true;
    const { line, col } = lines.linePos(unreadable.offset);
    reader.refuse([], line, WHOLE_FILE, {
      value: text.split("\n")[line - 1]?.trim(),
      problem: `cannot be read, at column ${col}: ${unreadable.message}`,
      allowed: "YAML",
      fix: "correct the line, or the one before it",
    });
    return reader.done();
  }
  if (document.contents !== null && !isMap(document.contents)) {
    reader.broken = true;
    reader.refuse([], 1, WHOLE_FILE, {
      problem: "is not a group of settings",
      allowed: "config: with settings below it",
      fix: "start the file with config:",
    });
    return reader.done();
  }
  if (name === PROJECT_FILE) {
    reader.readProject();
  } else {
    reader.readStack();
  }
  return reader.done();
}

/** The first reason for which the text is no YAML, or no finite one: aliases can lead nowhere, or multiply without end. */
function findUnreadable(document: Document.Parsed): { offset: number; message: string } | undefined {
  const [error] = document.errors;
  if (error !== undefined) return { offset: error.pos[0], message: error.message };
  try {
    document.toJS();
    return undefined;
  } catch (failure) {
    let offset = 0;
    visit(document, {
      Alias: (_key, alias) => {
        offset = alias.range?.[0] ?? 0;
        return visit.BREAK;
      },
    });
    return { offset, message: (failure as Error).message };
  }
}

class Reader {
  private readonly settings = new Map<string, Entry>();
  private readonly foreign = new Map<string, Entry>();
  private readonly errors: SettingsError[] = [];
  private readonly refused = new Set<string>();
  broken = false;

  constructor(
    private readonly name: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  readProject(): void {
    const project = this.valueAt(["name"]);
    if (project !== PROJECT) {
      this.refuse(["name"], this.lineOf(["name"]), "name", {
        problem: `is not the project's name: settings are looked for below ${PROJECT}:`,
        allowed: PROJECT,
        fix: `write name: ${PROJECT}`,
      });
    }
    this.readConfig((key, path) => {
      const node = this.document.getIn(path, true);
      if (!isMap(node)) return { value: this.valueAt(path), path };
      const unknown = keysOf(node).filter((part) => !DECLARATION_KEYS.includes(part));
      if (unknown.length > 0) {
        this.refuse([...path, unknown[0]!], this.lineOf([...path, unknown[0]!]), `${key}.${unknown[0]}`, {
          problem: "stands directly below its setting: in Pulumi.yaml a group stands below value:",
          allowed: DECLARATION_KEYS.join(", "),
          fix: `put value: between ${key}: and ${unknown[0]}:`,
        });
        return "refused";
      }
      const holder = ["value", "default"].find((part) => node.has(part));
      return holder === undefined
        ? "nothing"
        : { value: this.valueAt([...path, holder]), path: [...path, holder] };
    });
  }

  readStack(): void {
    for (const key of keysOf(this.document.contents)) {
      if (STACK_KEYS.includes(key)) continue;
      // Without `config` the settings are not known: then nothing is said about what is missing.
      if (closest(key, STACK_KEYS) === "config") this.broken = true;
      const meant =
        closest(key, STACK_KEYS) ?? (key.includes(":") ? "config, with this below it" : undefined);
      this.refuse([key], this.lineOf([key]), key, {
        problem: "is nothing that Pulumi knows at the top of a stack's file",
        allowed: STACK_KEYS.join(", "),
        fix: meant === undefined ? "remove it" : `did you mean ${meant}? If not, remove it`,
      });
    }
    this.readConfig((key, path) => {
      const node = this.document.getIn(path, true);
      if (isMap(node) && node.has("secure")) {
        this.refuse(path, this.lineOf(path), key, {
          value: "(encrypted)",
          problem: "is encrypted, but no setting is a secret",
          allowed: "a value in plain text",
          fix: "set it again without --secret; secrets belong in AWS Secrets Manager",
        });
        return "refused";
      }
      return { value: this.valueAt(path), path };
    });
  }

  done(): SettingsFile {
    return {
      name: this.name,
      settings: this.settings,
      foreign: this.foreign,
      errors: this.errors,
      broken: this.broken,
      refused: this.refused,
      lineOf: (path) => this.lineOf(path),
      textOf: (path) => this.textOf(path),
    };
  }

  refuse(
    path: SettingPath,
    line: number,
    shown: string,
    about: Pick<SettingsError, "value" | "problem" | "allowed" | "fix">,
  ): void {
    const value = path.length === 0 ? undefined : this.textOf(path);
    this.errors.push({
      file: this.name,
      line,
      path: shown,
      ...(value === undefined ? {} : { value }),
      ...about,
    });
  }

  /** Sorts what stands below `config:` into the project's settings and those of others. A name without a namespace is the project's. */
  private readConfig(read: (key: string, path: SettingPath) => Entry | "refused" | "nothing"): void {
    const config = this.document.getIn(["config"], true);
    if (config === undefined || (isScalar(config) && config.value === null)) return;
    if (!isMap(config)) {
      this.broken = true;
      this.refuse(["config"], this.lineOf(["config"]), "config", {
        problem: "is not a group of settings",
        allowed: "settings, each on a line of its own",
        fix: "write the settings below config:, indented",
      });
      return;
    }
    for (const key of keysOf(config)) {
      const [namespace, ...rest] = key.includes(":") ? key.split(":") : [PROJECT, key];
      const setting = rest.join(":");
      const path = ["config", key];
      if (namespace !== PROJECT && closest(namespace!, [PROJECT]) !== undefined) {
        this.refuse(path, this.lineOf(path), key, {
          problem: `has a namespace that nobody reads: ${namespace}`,
          allowed: `${PROJECT}:, or a provider's such as aws:`,
          fix: `did you mean ${PROJECT}:${setting}?`,
        });
        this.refused.add(setting);
        continue;
      }
      const target = namespace === PROJECT ? this.settings : this.foreign;
      if (namespace === PROJECT && target.has(setting)) {
        this.refuse(path, this.lineOf(path), key, {
          problem: `is set twice, with and without ${PROJECT}: before its name`,
          allowed: "each setting once",
          fix: "remove one of the two lines",
        });
        continue;
      }
      const entry = read(key, path);
      if (entry === "refused") {
        this.refused.add(setting);
      } else if (entry !== "nothing") {
        target.set(namespace === PROJECT ? setting : key, entry);
      }
    }
  }

  private valueAt(path: SettingPath): unknown {
    const node: unknown = this.document.getIn(path, true);
    return node === undefined
      ? undefined
      : (node as { toJS(document: Document): unknown }).toJS(this.document);
  }

  private lineOf(path: SettingPath): number {
    let line = 1;
    let node: unknown = this.document.contents;
    for (const step of path) {
      const offset = offsetOf(node, step);
      if (offset === undefined) break;
      line = this.lines.linePos(offset).line;
      node = (node as YAMLMap).get(step, true);
    }
    return line;
  }

  private textOf(path: SettingPath): string | undefined {
    const node: unknown = this.document.getIn(path, true);
    if (node === undefined) return undefined;
    if (isScalar(node) && node.value === null) return undefined;
    if (isScalar(node) && typeof node.value !== "string" && node.source !== undefined) return node.source;
    return show(this.valueAt(path));
  }
}

/** Where a key of a group, or an entry of a list, starts. */
function offsetOf(node: unknown, step: string | number): number | undefined {
  const found: unknown = isMap(node)
    ? node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step))?.key
    : isSeq(node)
      ? node.items[Number(step)]
      : undefined;
  return (found as { range?: [number, number, number] } | undefined)?.range?.[0];
}

function keysOf(node: unknown): string[] {
  return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
}
