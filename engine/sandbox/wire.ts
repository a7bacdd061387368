import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Properties } from "./values";

/** Properties of a request; absent ones are empty. */
export function fromWire(struct: Struct | undefined): Properties {
  return struct?.toJavaScript() ?? {};
}

/** Properties for an answer. */
export function toWire(properties: Properties): Struct {
  return Struct.fromJavaScript(properties);
}
