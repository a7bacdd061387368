import type { Dataset } from "../logs/streams";

/** Lines of a program that go into a data set of their own, by what they say of themselves. */
export interface LineKind {
  /** `event.module` of its documents. */
  readonly name: string;
  /** Namespaces of its pods, and the container. */
  readonly namespaces: readonly string[];
  readonly container: string;
  /** Fields of such a line, two levels joined by a dot, and the values that they may have; `*` is any. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  /** A field of such lines as are of no use to anybody. They are not filed at all. @default none */
  readonly uselessWith?: string;
  readonly dataset: Dataset;
  /** `event.kind`. */
  readonly kind: "event" | "alert";
  /** `event.category` and `event.type`, in the words of the Elastic Common Schema. */
  readonly category: string;
  readonly type: string;
  /** Fields of the document → fields of the line; `level`, `message` and `time` are read as any line's. */
  readonly fields: Readonly<Record<string, string>>;
}
