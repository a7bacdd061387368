import { trailLogs } from "../access/trail";
import { falcoLog } from "../runtime-security/log";
import type { LineKind } from "./line-kind";

/** All of them. What is none of these is of the data set of its namespace. */
export const lineKinds: readonly LineKind[] = [...trailLogs, falcoLog];
