import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Between what systems keep for well-known services and what they give to connections by themselves (from 32768 on Linux): a port there that
 * is free stays free until somebody asks for it by its number.
 */
const LOWEST = 20_000;
const HIGHEST = 32_000;
/** How many ports are tried; most are free. */
const TRIES = 100;

/** Never the same twice: who asked for one may not listen there yet. */
const given = new Set<number>();

/** A port of the loopback interface on which nobody listens. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`none of ${TRIES} ports between ${LOWEST} and ${HIGHEST} is free`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
  } catch {
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}
